import type { PlacedSignal } from '../../../domain/signals/consent-signal.ts'
import type { SignalStream, StreamNotice } from '../../../domain/signals/signal-stream.ts'
import type { Ids } from '../../../ports/ids.ts'
import type { Draft, PlacedDraft } from '../../../ports/signals/signal-dialect.ts'
import { issuerFace } from '../names.ts'
import { consentMembers, givenFor, seconds } from './consent-members.ts'
import {
  consentEvent,
  deliveredEvents,
  sessionRevoked,
  streamUpdated,
  tokenClaimsChange,
  verification,
} from './event-names.ts'
import type { KnownParties } from './known-parties.ts'
import { lossReason } from './loss-reason.ts'
import { consentSubject, giverSubject, streamSubject, subjectKey } from './subject.ts'

interface Tools {
  readonly ids: Pick<Ids, 'derivedUuid'>
  /** The issuer of what is drafted. */
  readonly issuer: string
}

interface Told extends Tools {
  readonly stream: SignalStream
  readonly parties: KnownParties
}

/** The claims of Security Event Tokens (RFC 8417) of one thing that happened, without those of the moment. */
export function draftsOf(placed: PlacedSignal, told: Told): readonly PlacedDraft[] {
  const delivered = deliveredEvents(told.stream.eventsRequested)
  return [ofConsent(placed, told), ofSession(placed, told), ofTokens(placed, told)].filter(
    draft =>
      draft !== undefined &&
      Object.keys(draft.content.events as object).every(one => delivered.includes(one)),
  ) as readonly PlacedDraft[]
}

function ofConsent(placed: PlacedSignal, { issuer, stream, parties }: Told): PlacedDraft {
  const { place, signal } = placed
  const event = {
    event_timestamp: seconds(signal.at),
    ...consentMembers(placed, { feed: stream.feed, parties }),
  }
  const sub_id = consentSubject(signal)
  const content = { sub_id, txn: signal.id, events: { [consentEvent(signal.type)]: event } }
  return { id: signal.id, place, subject: subjectKey(sub_id, issuer) ?? '', content }
}

/** Whoever acted for the person while she was away does so no more. Told only where the house's own tokens name her. */
function ofSession({ place, signal }: PlacedSignal, { ids, issuer }: Told): PlacedDraft | undefined {
  if (signal.type !== 'withdrawn' || signal.giver?.face !== issuerFace) return undefined
  const sub_id = giverSubject(issuer, signal.giver.party)
  const event = {
    event_timestamp: seconds(signal.at),
    initiating_entity: 'user',
    reason_admin: { en: `Consent ${signal.grantId} was withdrawn` },
  }
  return {
    id: ids.derivedUuid(sessionRevoked, signal.id),
    place,
    subject: subjectKey(sub_id, issuer) ?? '',
    content: { sub_id, txn: signal.id, events: { [sessionRevoked]: event } },
  }
}

/**
 * What tokens of the person say from now on, for those who keep what a token said. Nobody keeps which JWTs were issued, so that it
 * is about who gave it, as the house's own tokens name her.
 */
function ofTokens({ place, signal }: PlacedSignal, { ids, issuer, stream }: Told): PlacedDraft | undefined {
  const { type, given, giver, requestId } = signal
  if (type !== 'changed' || !given || giver?.face !== issuerFace) return undefined
  const sub_id = giverSubject(issuer, giver.party)
  const event = {
    event_timestamp: seconds(signal.at),
    // Without a request nobody was asked: its client has less than it had.
    initiating_entity: requestId === undefined ? 'system' : 'user',
    claims: { grant_id: signal.grantId, scope: givenFor(given, stream.feed).scopes.join(' ') },
  }
  return {
    id: ids.derivedUuid(tokenClaimsChange, signal.id),
    place,
    subject: subjectKey(sub_id, issuer) ?? '',
    content: { sub_id, txn: signal.id, events: { [tokenClaimsChange]: event } },
  }
}

/** The same of what is told of the stream itself. */
export function noticeDraft({ id: streamId }: SignalStream, notice: StreamNotice): Draft {
  const content = { sub_id: streamSubject(streamId), txn: notice.id, events: noticeEvent(notice) }
  return { id: notice.id, content }
}

/** Who is told of a loss goes on: the stream is enabled. */
function noticeEvent(notice: StreamNotice): Readonly<Record<string, object>> {
  if (notice.about === 'verification') {
    return { [verification]: notice.state === undefined ? {} : { state: notice.state } }
  }
  if (notice.about === 'loss') return { [streamUpdated]: { status: 'enabled', reason: lossReason(notice) } }
  return { [streamUpdated]: { status: notice.status, ...(notice.reason && { reason: notice.reason }) } }
}
