import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../../../adapters/clock/system-clock.ts'
import { openAuditTrail, type Surroundings } from '../../../../adapters/log/audit/audit-trail.ts'
import { fileSink } from '../../../../adapters/log/audit/file-sink.ts'
import type { AuditSink, OnTrouble } from '../../../../adapters/log/audit/sink.ts'
import { verifyTrail } from '../../../../adapters/log/audit/verify-trail.ts'
import type { AuditEventName } from '../../../../server/domain/audit/audit-events.ts'
import { auditEvents } from '../../../../server/domain/audit/audit-events.ts'
import { assertAuditLine } from '../../../support/audit-line.ts'

const secret = 'x8Kp2mQ7vL4nR9tY1wE6uI3oA5sD0fGh_jK-zXcVbNm'

describe('The audit trail', () => {
  let directory: string
  let path: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-audit-'))
    path = join(directory, 'audit.log')
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  const openOn = (
    openSink: (onTrouble: OnTrouble) => AuditSink,
    { stream = 'one', around = {} }: { stream?: string; around?: Surroundings } = {},
    heard: unknown[] = [],
  ) =>
    openAuditTrail({
      stream,
      clock: systemClock,
      openSink,
      surroundings: () => around,
      onTrouble: error => void heard.push(error),
    })
  const inFile = (more: Parameters<typeof openOn>[1] = {}) => openOn(trouble => fileSink(path, trouble), more)
  const linesIn = (file = path) => readFileSync(file, 'utf8').trimEnd().split('\n')
  const parsed = (file?: string): Record<string, unknown>[] => linesIn(file).map(line => JSON.parse(line))

  const withLogins = async (count: number, stream = 'one') => {
    const trail = await inFile({ stream })
    for (let time = 0; time < count; time++)
      trail.record({ what: 'login.succeeded', partyId: `p${time}`, level: 'high' })
    await trail.close()
  }

  it('is a file of one line each, which only its owner reads, in the order of what happened', async () => {
    await withLogins(700)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const lines = parsed()
    assert.deepEqual(
      lines.map(({ seq, party_id: party }) => [seq, party]),
      Array.from({ length: 700 }, (_, at) => [at + 1, `p${at}`]),
    )
    for (const line of lines.slice(0, 5)) assertAuditLine(line)
    assert.deepEqual(await verifyTrail([path]), { verdict: 'valid', lines: 700, streams: 1, open: 1 })
  })

  it('says who and why, and masks what a caller wrote before it is chained', async () => {
    const around = { actor: 'ingrid', reason: 'ticket 7', traceId: 'trace-1', address: '10.0.0.0/24' }
    const trail = await inFile({ around })
    const long = `${'change-of-supplier-and-metering-point-x'.repeat(2)}/1`
    const about = { face: 'elhub', requestId: 'r', grantId: 'g', ceremony: 'page' }
    trail.record({ what: 'client.secret_rotated', clientId: 'web' })
    trail.record({ what: 'consent.given', ...about, purpose: long })
    trail.record({
      what: 'token.refused',
      clientId: '14842249091',
      reason: `code=${secret}`,
      asked: { scope: secret, resource: 'https://api.example' },
    })
    await trail.close()
    const [rotated, given, refused] = parsed()
    assert.equal(given!.purpose, long)
    assert.deepEqual(
      [rotated!.actor, rotated!.reason, rotated!.trace_id, rotated!.address],
      ['ingrid', 'ticket 7', 'trace-1', '10.0.0.0/24'],
    )
    assert.deepEqual(
      [refused!.client_id, refused!.reason, refused!.asked],
      ['[nin]', 'code=[secret]', { scope: '[token]', resource: 'https://api.example' }],
    )
    assert.equal((await verifyTrail([path])).verdict, 'valid')
  })

  it('keeps the name of every event, however long it is', async () => {
    const names = Object.keys(auditEvents) as AuditEventName[]
    const trail = await inFile()
    for (const what of names) trail.record({ what } as Parameters<typeof trail.record>[0])
    await trail.close()
    assert.deepEqual(
      parsed().map(({ what }) => what),
      names,
    )
  })

  it('goes on in a file that is there, and names the line that it follows', async () => {
    await withLogins(2, 'one')
    writeFileSync(path, '{"audit":true,"cut in the', { flag: 'a' })
    await withLogins(1, 'two')
    const last = JSON.parse(linesIn().at(-1)!)
    assert.equal(last.continues, JSON.parse(linesIn()[1]!).hash)
    const verdict = await verifyTrail([path])
    assert.deepEqual(verdict, { verdict: 'invalid', code: 'line.malformed', file: path, line: 3 })
  })

  it('begins a new file when it was moved, and both are one trail', async () => {
    const trail = await inFile()
    trail.record({ what: 'notices.stopped', partyId: 'a' })
    await trail.written()
    renameSync(path, `${path}.1`)
    trail.reopen()
    trail.record({ what: 'notices.stopped', partyId: 'b' })
    await trail.close()
    assert.equal(parsed(`${path}.1`).length, 1)
    assert.equal(parsed()[0]!.seq, 2)
    assert.equal((await verifyTrail([`${path}.1`, path])).verdict, 'valid')
    assert.equal((await verifyTrail([path])).verdict, 'valid')
    assert.equal((await verifyTrail([path, `${path}.1`])).verdict, 'invalid')
  })

  it('is whole while others begin to write to it', async () => {
    await withLogins(50, 'first')
    let isDone = false
    const writing = (async () => {
      for (let next = 0; next < 60; next++) await withLogins(1, `stream ${next}`)
    })().finally(() => (isDone = true))
    while (!isDone) assert.equal((await verifyTrail([path])).verdict, 'valid')
    await writing
  })

  it('is not judged when it comes through a pipe, which cannot be read twice', async () => {
    await withLogins(1, 'one')
    const pipe = join(directory, 'pipe')
    execFileSync('mkfifo', [pipe])
    assert.deepEqual(await verifyTrail([pipe, path]), {
      verdict: 'unknown',
      code: 'trail.unreadable',
      file: pipe,
    })
  })

  it('shows which line was changed, taken away, moved or put in twice', async () => {
    await withLogins(5, 'one')
    await withLogins(2, 'two')
    const lines = linesIn()
    const judged = async (changed: readonly string[]) => {
      const other = join(directory, 'changed')
      writeFileSync(other, `${changed.join('\n')}\n`)
      const verdict = await verifyTrail([other])
      return verdict.verdict === 'invalid' ? `${verdict.line} ${verdict.code}` : verdict.verdict
    }
    assert.equal(await judged(lines), 'valid')
    assert.equal(await judged(lines.with(2, lines[2]!.replace('"p2"', '"p9"'))), '3 line.altered')
    assert.equal(await judged(lines.toSpliced(2, 1)), '3 line.missing-before')
    assert.equal(await judged(lines.toSpliced(0, 1)), '1 line.unknown-beginning')
    assert.equal(await judged(lines.toSpliced(4, 1)), '5 line.missing-before')
    assert.equal(await judged(lines.with(1, lines[2]!).with(2, lines[1]!)), '2 line.missing-before')
    assert.equal(await judged(lines.toSpliced(3, 0, lines[2]!)), '4 line.out-of-order')
    assert.equal(await judged(lines.toSpliced(5, 2)), 'valid')
    assert.equal(await judged([]), 'unknown')
    assert.equal((await verifyTrail([join(directory, 'none')])).verdict, 'unknown')
  })

  it('F12 goes on when nothing can be written, says so once, and counts what there was no room for', async () => {
    const heard: unknown[] = []
    const written: string[] = []
    let isFull = true
    const trail = await openOn(
      onTrouble => ({
        open: async () => undefined,
        async write(lines) {
          while (isFull) {
            onTrouble(new Error('ENOSPC'))
            await sleep(5)
          }
          written.push(...lines.map(({ text }) => text))
        },
        reopen: () => {},
        close: async () => {},
      }),
      {},
      heard,
    )
    trail.record({ what: 'notices.stopped', partyId: 'first' })
    await trail.written()
    for (let time = 0; time < 20_007; time++) trail.record({ what: 'notices.stopped', partyId: 'more' })
    await sleep(20)
    assert.deepEqual(trail.state(), { waiting: 20_000, lost: 7, isTroubled: true })
    const began = performance.now()
    await trail.written()
    assert.ok(performance.now() - began < 100)
    assert.equal(heard.length, 1)
    isFull = false
    while (trail.state().waiting > 0) await sleep(5)
    await trail.close()
    const lost = written.map(line => JSON.parse(line)).filter(({ what }) => what === 'audit.lines_lost')
    assert.deepEqual(
      lost.map(({ count }) => count),
      [7],
    )
    assert.equal(written.length, 20_002)
    assert.equal(JSON.parse(written.at(-1)!).what, 'audit.lines_lost')
    assert.deepEqual(heard.slice(1), [undefined])
  })
  /** A sink that takes as long as it is told to. */
  const slowSink = (milliseconds: number): AuditSink => ({
    open: async () => undefined,
    write: () => sleep(milliseconds, undefined, { ref: false }),
    reopen: () => {},
    close: async () => {},
  })

  it('lets nobody wait for lines that came after theirs', async () => {
    const trail = await openOn(() => slowSink(10))
    const record = () => trail.record({ what: 'notices.stopped', partyId: 'a' })
    record()
    const others = setInterval(record, 1)
    const began = performance.now()
    await trail.written()
    const waited = performance.now() - began
    clearInterval(others)
    await trail.close()
    assert.ok(waited < 150, `${waited} ms`)
  })

  it('does not say at its end that it is written again', async () => {
    const heard: unknown[] = []
    const trail = await openOn(trouble => fileSink('/dev/full', trouble), {}, heard)
    trail.record({ what: 'notices.stopped', partyId: 'a' })
    while (!trail.state().isTroubled) await sleep(5)
    await trail.close()
    await sleep(20)
    assert.match(String(heard), /^Error: ENOSPC[^,]*, write$/)
  })
})
