import { readFileSync } from 'node:fs'
import { deserialize } from 'node:v8'
import type { SignedDocument } from '../../server/ports/documents/signature-validator.ts'

type Validating = typeof import('../../adapters/pdf/verify/signature-validator.ts')
type Workers = typeof import('../../adapters/pdf/worker/pdf-workers.ts')

const inFlight = 50

/**
 * Samtykke as it is published, which on SIGUSR2 also begins to judge the document in `BENCH_DOCUMENT`, fifty at a time
 * without end.
 */
const built = (path: string): Promise<unknown> => import(new URL(`../../dist/${path}`, import.meta.url).href)

const { openPdfWorkers } = (await built('adapters/pdf/worker/pdf-workers.js')) as Workers
const { pdfSignatureValidator } = (await built('adapters/pdf/verify/signature-validator.js')) as Validating
const document = deserialize(readFileSync(process.env.BENCH_DOCUMENT!)) as SignedDocument
const validator = pdfSignatureValidator(openPdfWorkers())

async function judgeForever(): Promise<never> {
  for (;;) {
    const { verdict } = await validator.validate(document)
    if (verdict !== 'valid') throw new Error('The document of the bench is not valid')
  }
}

process.once('SIGUSR2', () => {
  for (let one = 0; one < inFlight; one++) void judgeForever()
})

await built('server/main.js')
