import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openPdfWorkers, type PdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import type { PoolLimits } from '../../../adapters/pdf/worker/thread-pool.ts'
import { Problem } from '../../../server/domain/problem.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { paperOf } from '../../support/papers.ts'

const startOf = (pdf: Uint8Array): string => Buffer.from(pdf.subarray(0, 8)).toString('latin1')

describe('The threads for documents', () => {
  let opened: PdfWorkers | undefined
  const open = (limits: Partial<PoolLimits>): PdfWorkers => {
    opened = openPdfWorkers(limits)
    return opened
  }
  afterEach(() => opened?.close())

  it('answer everyone, in turn, and leave the others alone meanwhile', async () => {
    const workers = open({ threads: 1 })
    await workers.run('render', paperOf())
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const pdfs = await Promise.all(Array.from({ length: 8 }, () => workers.run('render', paperOf())))
    delay.disable()
    assert.deepEqual(new Set(pdfs.map(startOf)), new Set(['%PDF-1.7']))
    assert.ok(delay.percentile(50) < 40e6, `${delay.percentile(50) / 1e6} ms`)
  })

  it('end a task that takes too long, and go on with the next', async () => {
    const workers = open({ threads: 1, timeoutMs: 3000 })
    const endless = paperOf({ address: 'Langveien '.repeat(390) })
    const facts = Array.from({ length: 40_000 }, () => endless.facts[1]!)
    const heavy = expectRejected('document.too-heavy', () => workers.run('render', { ...endless, facts }))
    const [pdf] = await Promise.all([workers.run('render', paperOf()), heavy])
    assert.equal(startOf(pdf), '%PDF-1.7')
  })

  it('end a task that takes too much memory', async () => {
    const workers = open({ threads: 1, maxOldGenerationMb: 12 })
    for (const again of [1, 2]) {
      await expectRejected('document.too-heavy', () =>
        workers.run('render', paperOf({ customer: `Nr. ${again}` })),
      )
    }
  })

  it('take no more than may wait', async () => {
    const workers = open({ threads: 1, longestQueue: 1 })
    const [first, second] = [workers.run('render', paperOf()), workers.run('render', paperOf())]
    await expectRejected('document.busy', () => workers.run('render', paperOf()))
    assert.equal((await Promise.all([first, second])).length, 2)
  })

  it('leave nothing behind when they close', async () => {
    const workers = open({ threads: 1 })
    const running = expectRejected('document.too-heavy', () => workers.run('render', paperOf()))
    const waiting = expectRejected('document.busy', () => workers.run('render', paperOf()))
    await workers.close()
    await Promise.all([running, waiting])
    await expectRejected('document.busy', () => workers.run('render', paperOf()))
  })

  it('hand on what a task refuses, and stay', async () => {
    const workers = open({ threads: 1 })
    const refused = await workers.run('render', paperOf({ customer: '王' })).catch((error: unknown) => error)
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
