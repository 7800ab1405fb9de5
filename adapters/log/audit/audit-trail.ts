import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts'
import { auditEvents } from '../../../server/domain/audit/audit-events.ts'
import { spelledMember } from '../../../server/domain/audit/audit-members.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'
import { redact } from '../redact.ts'
import { noHash, sealLine } from './chain.ts'
import { openProgress } from './progress.ts'
import type { AuditSink, OnTrouble } from './sink.ts'

/** What a line says of who did it and by which request. */
export interface Surroundings {
  readonly actor?: string | undefined
  /** What an operator gave as the reason. */
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
  readonly address?: string | undefined
}

export interface AuditState {
  /** Lines that are not yet written. */
  readonly waiting: number
  /** Lines that there was no room for, since the start. */
  readonly lost: number
  readonly isTroubled: boolean
}

export interface AuditTrail extends AuditLog {
  readonly state: () => AuditState
  /** Looks for the file again before the next line, as after it was moved. */
  reopen(): void
  /** Writes what waits, for a moment, and closes. */
  close(): Promise<void>
}

interface Parts {
  /** Names this process's own chain of lines. */
  readonly stream: string
  readonly clock: Clock
  readonly openSink: (onTrouble: OnTrouble) => AuditSink
  readonly surroundings: () => Surroundings | undefined
  /** Hears once that nothing can be written, and once that it can again (`undefined`). */
  readonly onTrouble: OnTrouble
}

/** Some ten megabytes: what a process keeps for a trail that cannot be written. */
const mostWaiting = 20_000
const mostAtOnce = 500
const longestText = 1000

/** Whoever waits for what is slow to be written, waits no longer; nor does an end. */
const patienceMilliseconds = 200
const endMilliseconds = 2000

/** Opens the trail. Rejects when it cannot be written to at all. */
export async function openAuditTrail({
  stream,
  clock,
  openSink,
  surroundings,
  onTrouble,
}: Parts): Promise<AuditTrail> {
  const queue: Record<string, unknown>[] = []
  let chained = { seq: 0, hash: noHash }
  let lost = { all: 0, untold: 0 }
  let isTroubled = false
  let isFlushing = false
  let hasEnded = false
  const lines = openProgress()

  const sink = openSink(error => {
    if (!isTroubled && !hasEnded) onTrouble(error)
    isTroubled = true
  })
  let follows = await sink.open()

  const seal = (content: Record<string, unknown>) => {
    const seq = chained.seq + 1
    const opens = follows === undefined ? {} : { continues: follows }
    const { line, hash } = sealLine({ ...content, stream, seq, ...opens, previous: chained.hash })
    chained = { seq, hash }
    follows = undefined
    return { text: line, time: String(content.time) }
  }

  const put = (content: Record<string, unknown>): void => {
    lines.begin()
    queue.push(content)
  }

  const tellLost = (): void => {
    if (lost.untold === 0) return
    put({ time: clock.now().toISOString(), ...linesLost(lost.untold) })
    lost = { ...lost, untold: 0 }
  }

  const flush = async (): Promise<void> => {
    isFlushing = true
    while (queue.length > 0) {
      follows ??= await sink.open()
      const batch = queue.splice(0, mostAtOnce)
      await sink.write(batch.map(seal))
      if (hasEnded) return
      if (isTroubled) onTrouble(undefined)
      isTroubled = false
      lines.end(batch.length)
      if (queue.length === 0) tellLost()
    }
    isFlushing = false
  }

  const contentOf = (entry: AuditEntry): Record<string, unknown> => {
    const { traceId, address, ...around } = surroundings() ?? {}
    const { what, reason = around.reason, ...members } = entry
    const told = { actor: around.actor, traceId, address, reason, ...members }
    return { time: clock.now().toISOString(), what, ...spelled(told, auditEvents[what].of) }
  }

  return {
    record(entry) {
      if (queue.length >= mostWaiting) {
        lost = { all: lost.all + 1, untold: lost.untold + 1 }
        return
      }
      tellLost()
      put(contentOf(entry))
      if (!isFlushing) void flush()
    },
    async written() {
      if (!isTroubled) await lines.waitFor(patienceMilliseconds)
    },
    state: () => ({ waiting: queue.length, lost: lost.all, isTroubled }),
    reopen: () => sink.reopen(),
    async close() {
      await lines.waitFor(isTroubled ? patienceMilliseconds : endMilliseconds)
      hasEnded = true
      if (lines.left() > 0 && !isTroubled)
        onTrouble(new Error(`${lines.left()} lines were not taken before the end`))
      await sink.close()
    },
  }
}

const linesLost = (count: number) => ({ what: 'audit.lines_lost', count }) satisfies AuditEntry

/** What callers and operators write, and what is found in what they send; everything else has its text from us. */
const theirs = new Set(['actor', 'traceId', 'reason', 'asked', 'facts'])

/** In the spelling of a line; what may be anything is masked. A refused client is only who it says it is. */
const spelled = (
  members: Readonly<Record<string, unknown>>,
  of: 'act' | 'refusal',
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      if (value === undefined) return []
      const isTheirs = theirs.has(name) || (name === 'clientId' && of === 'refusal')
      return [[spelledMember(name), isTheirs ? redact(shortened(value)) : value]]
    }),
  )

const shortened = (value: unknown): unknown =>
  typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value
