import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { PoolLimits } from '../../../adapters/pdf/worker/process-pool.ts'
import { openPdfWorkers, type PdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { SignedDocument } from '../../../server/ports/documents/signature-validator.ts'
import { startChild } from '../../support/child-server.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { paperOf } from '../../support/papers.ts'
import { greedyForMemory, greedyForTime } from '../../support/pki/greedy-documents.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { documentProcessesOf, documentProcessOf, kill, untilGone } from '../../support/processes.ts'

const startOf = (pdf: Uint8Array): string => Buffer.from(pdf.subarray(0, 8)).toString('latin1')

const program = fileURLToPath(new URL('../../support/pdf-workers-process.ts', import.meta.url))

describe('The processes for documents', () => {
  let world: SignedWorld
  let endless: SignedDocument
  let opened: PdfWorkers | undefined
  before(async () => {
    world = await signedWorld()
    endless = documentOf(await greedyForTime(world.sealed, world.signing))
  })
  afterEach(() => opened?.close())

  const documentOf = (uploaded: Uint8Array) => ({ uploaded, original: world.sealed, trust: world.trust })
  const open = (limits: Partial<PoolLimits> = {}): PdfWorkers => {
    opened = openPdfWorkers({ processes: 1, ...limits })
    return opened
  }
  const judgesTheNext = async (workers: PdfWorkers) =>
    assert.equal((await workers.run('validate', documentOf(world.signed))).verdict, 'valid')
  /** The one process that was started by the work, which it is in the middle of. */
  const startedBy = async (work: () => void): Promise<number> => {
    const before = documentProcessesOf(process.pid)
    work()
    return documentProcessOf(process.pid, pid => !before.includes(pid))
  }

  it('answer everyone, in turn', async () => {
    const workers = open()
    const pdfs = await Promise.all(Array.from({ length: 8 }, () => workers.run('render', paperOf())))
    assert.deepEqual(pdfs.map(startOf), Array(8).fill('%PDF-1.7'))
  })

  it('work side by side', async () => {
    const workers = open({ processes: 2, cpuMs: 600_000 })
    const long = expectRejected('document.unfinished', () => workers.run('validate', endless))
    await judgesTheNext(workers)
    await workers.close()
    await long
  })

  it('leave the event loop to the others', async () => {
    const workers = open({ cpuMs: 1_000 })
    let isOver = false
    const work = expectRejected('document.unfinished', () => workers.run('validate', endless)).finally(() => {
      isOver = true
    })
    let turns = 0
    for (; !isOver; turns++) await turn()
    await work
    assert.ok(turns > 100, String(turns))
  })

  it('end a document that takes more time on the processor than one may, and judge the next', async () => {
    const workers = open({ cpuMs: 3_000 })
    await expectRejected('document.unfinished', () => workers.run('validate', endless))
    await judgesTheNext(workers)
  })

  it('end a document that takes more memory than one may, and judge the next', async () => {
    const workers = open({ cpuMs: 600_000 })
    await expectRejected('document.unfinished', () => workers.run('validate', documentOf(greedyForMemory())))
    await judgesTheNext(workers)
  })

  for (const signal of ['SIGABRT', 'SIGKILL'] as const) {
    it(`lose what is under way when ${signal} ends one, and judge the next`, async () => {
      const workers = open({ cpuMs: 600_000, silenceMs: 600_000 })
      await judgesTheNext(workers)
      const work = expectRejected('document.unfinished', () => workers.run('validate', endless))
      const ended = work.then(() => true)
      while (!(await Promise.race([ended, sleep(50, false)]))) {
        for (const pid of documentProcessesOf(process.pid)) kill(pid, signal)
      }
      await judgesTheNext(workers)
    })
  }

  it('are started again when they died with nothing to do', async () => {
    const workers = open()
    const pid = await startedBy(() => void workers.run('render', paperOf()))
    await judgesTheNext(workers)
    process.kill(pid, 'SIGKILL')
    await untilGone([pid])
    await judgesTheNext(workers)
  })

  it('do not hold a pause of the machine against the document', async () => {
    const workers = open({ cpuMs: 3_000 })
    const pid = await startedBy(() => void workers.run('render', paperOf()))
    await judgesTheNext(workers)
    process.kill(pid, 'SIGSTOP')
    const judged = judgesTheNext(workers)
    await sleep(3_500)
    process.kill(pid, 'SIGCONT')
    await judged
  })

  it('are given up when they do nothing at all', async () => {
    const workers = open({ silenceMs: 1_000 })
    let work: Promise<void> | undefined
    const pid = await startedBy(() => {
      work = expectRejected('document.unfinished', () => workers.run('validate', endless))
    })
    process.kill(pid, 'SIGSTOP')
    await work
    await untilGone([pid])
  })

  it('take no more than may wait', async () => {
    const workers = open({ longestQueue: 1 })
    const [first, second] = [workers.run('render', paperOf()), workers.run('render', paperOf())]
    await expectRejected('document.busy', () => workers.run('render', paperOf()))
    assert.equal((await Promise.all([first, second])).length, 2)
  })

  it('leave nothing behind when they close', async () => {
    const workers = open()
    let running: Promise<void> | undefined
    const pid = await startedBy(() => {
      running = expectRejected('document.unfinished', () => workers.run('validate', endless))
    })
    const waiting = expectRejected('document.busy', () => workers.run('render', paperOf()))
    await workers.close()
    await Promise.all([running, waiting])
    assert.equal(documentProcessesOf(process.pid).includes(pid), false)
    await expectRejected('document.busy', () => workers.run('render', paperOf()))
  })

  it('finish what was begun when everybody is asked to end', async () => {
    const workers = open()
    const pid = await startedBy(() => void workers.run('render', paperOf()))
    await judgesTheNext(workers)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(pid, signal)
    await judgesTheNext(workers)
    assert.ok(documentProcessesOf(process.pid).includes(pid))
  })

  for (const way of ['idle', 'busy']) {
    it(`end with the server that is killed while they are ${way}`, async () => {
      const server = await startChild({ file: program, args: [way], readyWord: 'ready', env: {} })
      const child = await documentProcessOf(server.pid)
      await server.kill()
      await untilGone([child])
    })
  }

  it('keep nobody alive who has nothing more to do', async () => {
    const { ended } = await startChild({ file: program, args: ['once'], readyWord: 'ready', env: {} })
    assert.equal(await ended, 0)
  })

  it('do not know our environment', async function () {
    if (process.platform !== 'linux') return this.skip()
    const workers = open()
    const pid = await startedBy(() => void workers.run('render', paperOf()))
    await judgesTheNext(workers)
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    assert.deepEqual(
      environment.filter(one => one !== '' && !one.startsWith('NODE_CHANNEL_')),
      [],
    )
  })

  it('hand on what a task refuses, and stay', async () => {
    const workers = open()
    const refused = await workers.run('render', paperOf({ closing: ['王'] })).catch((error: unknown) => error)
    assert.ok(refused instanceof Problem)
    assert.equal(refused.code, 'document.unwritable-text')
    assert.match(refused.message, /U\+738B/)
    const broken = workers.run('prepareSignature', {
      pdf: new Uint8Array(20),
      plan: { fieldName: 'Signature1', subFilter: 'ETSI.CAdES.detached' },
    })
    await assert.rejects(broken, error => error instanceof Error && !(error instanceof Problem))
    assert.equal(startOf(await workers.run('render', paperOf())), '%PDF-1.7')
  })
})
