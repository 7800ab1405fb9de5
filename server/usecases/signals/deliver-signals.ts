import { feedName } from '../../domain/signals/feed.ts'
import { restUntil } from '../../domain/signals/rest.ts'
import type { DeliveryKind, StreamNotice } from '../../domain/signals/signal-stream.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { Claimed, DeliveryQueue } from '../../ports/signals/delivery-queue.ts'
import type { Post } from '../../ports/signals/post.ts'
import type { Draft, SignalDialect, Verdict } from '../../ports/signals/signal-dialect.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import type { Tellings } from '../../ports/signals/tellings.ts'
import { feedOf } from '../steps/feed-of.ts'
import { openWindow, type WindowPorts } from '../steps/open-window.ts'
import { passForgotten } from '../steps/pass-forgotten.ts'
import { recordTellings } from '../steps/record-tellings.ts'

export interface DeliveryPorts extends WindowPorts {
  readonly streams: StreamStore
  readonly deliveries: DeliveryQueue
  readonly tellings: Pick<Tellings, 'took'>
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findByIdentifier' | 'findOrAdd'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: AuditLog
  readonly metrics: Pick<Metrics, 'signalSent'>
  readonly post: Post
  readonly dialects: ReadonlyMap<DeliveryKind, SignalDialect>
  /** After so many days of failing a stream is paused. */
  readonly giveUpDays: number
}

/** Longer than one turn and one letter after it can take. */
const claimSeconds = 30
const turnSeconds = 12
const day = 24 * 3600 * 1000

/** Streams that are due, for this process alone. */
export const claimStreams =
  ({ deliveries, dialects }: Pick<DeliveryPorts, 'deliveries' | 'dialects'>) =>
  (most: number): Promise<readonly Claimed[]> =>
    deliveries.claim({ kinds: [...dialects.keys()], most, seconds: claimSeconds })

/**
 * Tells a stream's receiver what comes next, one after the other, until there is nothing more, its turn is over or it does not
 * take one. What was told and not yet put on record when the process died is told again.
 */
export const deliverSignals =
  (ports: DeliveryPorts) =>
  async (claimed: Claimed): Promise<void> => {
    const { deliveries, dialects, clock } = ports
    const { stream } = claimed
    const dialect = dialects.get(stream.delivery.kind)
    if (!dialect || !(await mayHear(ports, claimed, dialect)))
      return settle(ports, claimed, { ending: 'again', place: stream.place })
    const turn: Turn = { ...claimed, dialect, until: clock.now().getTime() + turnSeconds * 1000 }
    const { place, ending, rest } = await tellAll(ports, turn)
    if (ending === 'done') return deliveries.done(claimed, place)
    if (ending !== 'lost') return settle(ports, claimed, { ending, place, rest })
    await ports.streams.advance(stream.id, stream, { place, taken: stream.taken })
  }

interface Turn extends Claimed {
  readonly dialect: SignalDialect
  readonly until: number
}

/** `lost`: the claim is over, or the receiver has changed something meanwhile, such as paused the stream. */
type Ending = 'done' | 'again' | 'gone' | 'lost'

interface End {
  readonly ending: Ending
  /** Whether what was told was taken, and not refused. */
  readonly isTaken?: boolean
  /** Until when the receiver wants to be left alone. */
  readonly rest?: Date | undefined
}

interface TurnEnd extends End {
  readonly place: number
  /** Whether nothing more was to be told. */
  readonly isAll?: boolean
}

/** A client that is registered for less than it was, or for another API, hears nothing more. */
async function mayHear(
  ports: DeliveryPorts,
  { stream }: Claimed,
  dialect: Pick<SignalDialect, 'mayHear'>,
): Promise<boolean> {
  const client = await ports.clients.find(stream.clientId)
  if (!client || !dialect.mayHear(client)) return false
  return feedName(await feedOf(ports)(client)) === feedName(stream.feed)
}

/** A verification comes last: whoever asked for it learns by it that they were told all that happened before. */
async function tellAll(ports: DeliveryPorts, turn: Turn): Promise<TurnEnd> {
  const notices = await ports.streams.notices(turn.stream.id)
  const isLast = ({ about }: StreamNotice): boolean => about === 'verification'
  const first = await tellNotices(
    ports,
    turn,
    notices.filter(one => !isLast(one)),
  )
  if (first.ending !== 'done') return { place: turn.stream.place, ...first }
  const fed = await tellFeed(ports, turn)
  if (!fed.isAll) return fed
  return { place: fed.place, ...(await tellNotices(ports, turn, notices.filter(isLast))) }
}

async function tellNotices(ports: DeliveryPorts, turn: Turn, notices: readonly StreamNotice[]): Promise<End> {
  const { stream, dialect } = turn
  for (const notice of notices) {
    if (isOver(ports, turn)) break
    const end = await tell(ports, turn, dialect.draftNotice(stream, notice))
    if (end.ending !== 'done') return end
    await ports.streams.forgetNotices(stream.id, [notice.id])
  }
  return { ending: 'done' }
}

const isOver = ({ clock }: Pick<DeliveryPorts, 'clock'>, { until }: Turn): boolean =>
  clock.now().getTime() >= until

/** The stream comes no further than what is on record of it: what is not is told again. */
async function tellFeed(ports: DeliveryPorts, turn: Turn): Promise<TurnEnd> {
  const record = recordTellings(ports.tellings, turn.stream.clientId)
  const end = await tellNext(ports, turn, draft => record.add({ event: draft.id, at: ports.clock.now() }))
  await record.end()
  return end
}

async function tellNext(
  ports: DeliveryPorts,
  turn: Turn,
  onWithdrawal: (draft: Draft) => void,
): Promise<TurnEnd> {
  let { stream } = turn
  for (;;) {
    const { drafts, upto, isFull, forgottenUpto } = await openWindow(ports)(stream, turn.dialect)
    if (forgottenUpto !== undefined) {
      await passForgotten(ports, stream, forgottenUpto)
      return { place: stream.place, ending: 'done' }
    }
    const taken = new Set(stream.taken)
    for (const draft of drafts.filter(({ id }) => !taken.has(id))) {
      const before = draft.place - 1
      if (isOver(ports, turn)) return { place: before, ending: 'done' }
      const end = await tell(ports, turn, draft)
      if (end.ending !== 'done') return { place: before, ...end }
      if (end.isTaken && draft.isWithdrawal) onWithdrawal(draft)
    }
    if (!isFull) return { place: upto, ending: 'done', isAll: true }
    stream = { ...stream, place: upto, taken: [] }
  }
}

async function tell(ports: DeliveryPorts, turn: Turn, draft: Draft): Promise<End> {
  const { stream, dialect } = turn
  if (!(await ports.deliveries.holds(turn))) return { ending: 'lost' }
  const written = await dialect.write(stream, draft)
  const reply = await ports.post(dialect.address(stream, written, draft))
  const verdict: Verdict = reply ? dialect.judge(reply) : { name: 'again' }
  ports.metrics.signalSent(counted[verdict.name])
  if (verdict.name === 'refused') {
    const { problem } = verdict
    ports.audit.record({ what: 'signal.refused', clientId: stream.clientId, streamId: stream.id, problem })
  }
  if (verdict.name === 'taken' || verdict.name === 'refused') {
    return { ending: 'done', isTaken: verdict.name === 'taken' }
  }
  return { ending: verdict.name, rest: reply && restUntil(reply, ports.clock.now()) }
}

const counted = { taken: 'taken', refused: 'refused', gone: 'failed', again: 'failed' } as const

async function settle(
  ports: DeliveryPorts,
  claimed: Claimed,
  { ending, place, rest }: TurnEnd,
): Promise<void> {
  const since = await ports.deliveries.failed(claimed, place, rest)
  const longAgo = ports.clock.now().getTime() - ports.giveUpDays * day
  if (since === undefined) return
  if (ending === 'gone')
    await pause(ports, claimed, { since, reason: 'The receiver wants nothing more there' })
  else if (since.getTime() <= longAgo) {
    const reason = `The receiver was not reached for ${ports.giveUpDays} days`
    await pause(ports, claimed, { since, reason })
  }
}

/**
 * What happens waits from now on, and that it does is the first thing that the receiver hears when it goes on. Not when the
 * receiver has changed something meanwhile.
 */
async function pause(
  { streams, audit, clock, ids }: DeliveryPorts,
  { stream: { id, clientId } }: Claimed,
  { since, reason }: { readonly since: Date; readonly reason: string },
): Promise<void> {
  const notice = { id: ids.uuid(), at: clock.now(), about: 'status', status: 'paused', reason } as const
  if (await streams.pause(id, { since }, notice)) {
    audit.record({ what: 'stream.paused', clientId, streamId: id, reason })
  }
}
