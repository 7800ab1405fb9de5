import { openPdfWorkers } from '../../adapters/pdf/worker/pdf-workers.ts'
import { paperOf } from './papers.ts'
import { greedyForTime } from './pki/greedy-documents.ts'
import { signedWorld } from './pki/signed-world.ts'

/** Works on documents as the word says, each way without closing what it opened: `once` and ends, `idle`, or `busy`. */
const [way] = process.argv.slice(2)
const workers = openPdfWorkers({ processes: 1, cpuMs: 3_600_000 })

if (way === 'busy') {
  const { sealed, signing, trust } = await signedWorld()
  const uploaded = await greedyForTime(sealed, signing)
  workers.run('validate', { uploaded, original: sealed, trust }).catch(() => undefined)
} else {
  await workers.run('render', paperOf())
}
process.stdout.write('ready\n')
if (way !== 'once') setInterval(() => undefined, 60_000)
