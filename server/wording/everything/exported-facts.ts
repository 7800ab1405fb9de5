import type { NumberedEvent } from '../../domain/event.ts'
import type { ExportedParty, KeptDocument, OwnFacts } from '../../domain/exported-party.ts'
import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { OperatorAct } from '../../domain/operators/operator-act.ts'
import type { RegisteredRight } from '../../domain/rights/party-right.ts'
import { shownName } from '../shown-party.ts'

/** Who it is. */
export const exportedPerson = ({ about: { id, kind, displayName }, own }: ExportedParty) => ({
  id,
  kind,
  name: displayName,
  ...(own && ownFacts(own)),
})

const ownFacts = ({ identifier, aliases, meteringPoints, notices }: OwnFacts) => ({
  number: identifier?.value,
  number_kind: identifier?.scheme,
  also_known_as: aliases,
  metering_points: meteringPoints,
  notice_address: notices && {
    email: notices.email,
    language: notices.language,
    kinds: notices.kinds,
    chosen_at: notices.askedAt,
    confirmed_at: notices.confirmedAt,
  },
})

export const exportedLogins = ({ own }: ExportedParty) =>
  (own?.logins ?? []).map(({ level, authenticatedAt, ends }) => ({
    level,
    logged_in_at: authenticatedAt,
    ends_at: ends.idle,
  }))

export const exportedPower = (
  {
    actor,
    onBehalfOf,
    resource,
    action,
    kind,
    validity,
    source,
    document,
    registered,
    ended,
  }: RegisteredRight,
  parties: ExportedParty['parties'],
) => {
  const named = (id: PartyId) => ({ id, name: shownName(parties.get(id)) })
  return {
    given_to: named(actor),
    given_by: named(onBehalfOf),
    resource,
    action,
    kind,
    from: validity.from,
    to: validity.to,
    said_by: source,
    document,
    registered_at: registered?.at,
    ended_at: ended?.at,
  }
}

/** As she reads of it herself: what, why and when, and not who. */
export const exportedAct = ({ at, operation, reason, target }: OperatorAct) => ({
  at,
  what: operation,
  reason,
  of: target.kind,
  ...(target.kind === 'grant' && { grant_id: target.id }),
})

/** As the file lies beside. */
export const documentName = (id: ConsentRequestId): string => `documents/${id}.pdf`

export const exportedDocument = ({ requestId, createdAt, signed }: KeptDocument) => ({
  request_id: requestId,
  file_name: documentName(requestId),
  made_at: createdAt,
  ...(signed && { sha256: signed.sha256, signed_at: signed.at }),
})

/**
 * An event as the ledger has it: all that its hash covers, and the hash before it.
 *
 * @NOTE There are many of them, and members in the order of their names need not be put in order.
 */
export const exportedEvent = (event: NumberedEvent) => ({
  at: event.at,
  by: event.by,
  content_hash: event.contentHash,
  grant_id: event.grantId,
  hash: event.hash,
  id: event.id,
  previous_hash: event.previousHash,
  request_id: event.requestId,
  sequence: event.sequence,
  stream: event.stream,
  type: event.type,
})
