import { progressOf, type SignalStream } from '../../domain/signals/signal-stream.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { FeedWatch } from '../../ports/ledger/feeds.ts'
import type { Draft, SignalDialect } from '../../ports/signals/signal-dialect.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import type { Tellings } from '../../ports/signals/tellings.ts'
import { openWindow, type WindowPorts } from '../steps/open-window.ts'
import { type ForgettingPorts, passForgotten } from '../steps/pass-forgotten.ts'
import { type OwnStream, ownStream } from '../steps/own-stream.ts'

export interface PollPorts extends WindowPorts, ForgettingPorts {
  readonly streams: StreamStore
  readonly tellings: Pick<Tellings, 'took'>
  readonly feedWatch: FeedWatch
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: AuditLog
}

export interface PollStream extends OwnStream {
  /** Ids of what was taken; others are passed over. */
  readonly acknowledged: readonly string[]
  /** What will never be taken, by id, and why. */
  readonly refused: ReadonlyMap<string, string>
  readonly most: number
  /** How long to wait when there is nothing. */
  readonly seconds: number
  /** Given when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined
  readonly dialect: SignalDialect
}

export interface Polled {
  /** As they are written, by their ids, in order. */
  readonly told: ReadonlyMap<string, string>
  readonly hasMore: boolean
}

/**
 * Acknowledges, and gives what comes next; what is not acknowledged comes again. Throws `signal-stream.not-found`, also when
 * the stream goes meanwhile.
 */
export const pollStream =
  (ports: PollPorts) =>
  async (command: PollStream): Promise<Polled> => {
    const { clock, feedWatch } = ports
    const until = clock.now().getTime() + command.seconds * 1000
    let seen = await look(ports, command, [...command.acknowledged, ...command.refused.keys()])
    tellOperator(ports, command)
    for (;;) {
      const { stream, open } = seen
      const left = until - clock.now().getTime()
      const isOver = left <= 0 || command.most === 0 || feedWatch.isEnding || command.signal?.aborted
      if (open.length > 0 || isOver) return write(command, stream, open)
      const milliseconds = Math.min(left, lookMilliseconds)
      // What waits in the feed of a paused stream is nothing to come back for.
      const place = stream.status === 'enabled' ? stream.place : Infinity
      await feedWatch.until(stream.feed, place, { milliseconds, signal: command.signal })
      seen = await look(ports, command, [])
    }
  }

/** Between two looks for what is told of a stream itself, which no feed has. */
const lookMilliseconds = 1_000

function tellOperator({ audit }: PollPorts, { owner: { clientId }, id, refused }: PollStream): void {
  for (const problem of refused.values()) {
    audit.record({ what: 'signal.refused', clientId, streamId: id, problem })
  }
}

interface Seen {
  readonly stream: SignalStream
  readonly open: readonly Draft[]
}

async function look(ports: PollPorts, command: PollStream, done: readonly string[]): Promise<Seen> {
  const { streams } = ports
  const stream = await ownStream(streams, command)
  if (done.length > 0) await streams.forgetNotices(stream.id, done)
  const isTold = stream.status === 'enabled'
  if (!isTold && done.length === 0) return { stream, open: [] }
  const { upto, drafts, isFull, forgottenUpto } = await openWindow(ports)(stream, command.dialect)
  if (forgottenUpto !== undefined) {
    await passForgotten(ports, stream, forgottenUpto)
    return look(ports, command, done)
  }
  const taken = new Set([...stream.taken, ...done])
  const news = drafts.filter(
    ({ id, isWithdrawal }) => isWithdrawal && done.includes(id) && !command.refused.has(id),
  )
  if (news.length > 0) {
    const at = ports.clock.now()
    await ports.tellings.took(
      news.map(({ id: event }) => ({ event, at })),
      stream.clientId,
    )
  }
  const to = progressOf({ upto, drafts }, taken)
  const hasMoved = to.place !== stream.place || to.taken.length !== stream.taken.length
  // Somebody else acknowledged meanwhile: what they took is not to come back.
  if (hasMoved && !(await streams.advance(stream.id, stream, to))) return look(ports, command, done)
  const moved = { ...stream, ...to }
  if (!isTold) return { stream: moved, open: [] }
  const open = drafts.filter(({ id }) => !taken.has(id))
  if (open.length === 0 && isFull) return look(ports, command, [])
  const notices = await streams.notices(stream.id)
  return {
    stream: moved,
    open: [...notices.map(one => command.dialect.draftNotice(moved, one)), ...open],
  }
}

async function write(
  { dialect, most }: PollStream,
  stream: SignalStream,
  open: readonly Draft[],
): Promise<Polled> {
  const told = new Map<string, string>()
  for (const draft of open.slice(0, most)) told.set(draft.id, await dialect.write(stream, draft))
  return { told, hasMore: open.length > most }
}
