import type { PartyId } from '../../../domain/ids.ts'
import type { OperatorAct } from '../../../domain/operators/operator-act.ts'
import type { KnownParty } from '../../../domain/party.ts'
import type { Decision } from '../../../domain/requests/decision.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { FoundGrant, FoundRequest, KeptDocument } from '../../../ports/desk/desk-query.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { grouped } from '../../../wording/shown-party.ts'
import { grantPath, partyPath, requestPath } from './paths.ts'

export type Named = ReadonlyMap<PartyId, KnownParty>

interface Purposed {
  readonly purpose: { readonly id: string; readonly version: number }
}

/** A party by its name, with an organization's number, and the way to its page. */
export function shownParty(named: Named, id: PartyId) {
  const party = named.get(id)
  const number = party?.identifier
  return {
    name: party?.displayName || id,
    number: number?.scheme === 'orgno' ? grouped(number.value) : number?.value,
    href: partyPath(id),
  }
}

export const shownPurpose = ({ purpose: { id, version } }: Purposed): string => `${id}/${version}`

export const shownFoundGrant = (grant: FoundGrant, named: Named, language: Language) => ({
  href: grantPath(grant.id),
  asker: shownParty(named, grant.grantedTo).name,
  purpose: shownPurpose(grant),
  face: grant.face,
  client: grant.clientId,
  status: grant.status,
  given: dateAndTime(grant.createdAt, language),
  until: dateAndTime(grant.validity.to, language),
  ended: grant.endedAt && dateAndTime(grant.endedAt, language),
})

export const shownFoundRequest = (request: FoundRequest, named: Named, language: Language) => ({
  href: requestPath(request.id),
  asker: shownParty(named, request.requestedBy).name,
  purpose: shownPurpose(request),
  face: request.face,
  client: request.clientId,
  status: request.status,
  asked: dateAndTime(request.createdAt, language),
  due: dateAndTime(request.answerBy, language),
})

export const shownDocument = ({ requestId, createdAt, signed }: KeptDocument, language: Language) => ({
  href: requestPath(requestId),
  created: dateAndTime(createdAt, language),
  signed: signed && dateAndTime(signed.at, language),
  hash: signed?.hash,
})

export const shownDecision = (decision: Decision, named: Named, language: Language) => ({
  by: shownParty(named, decision.by),
  role: decision.role,
  at: dateAndTime(decision.at, language),
  level: decision.level,
  read: { ...decision.shown, language: decision.language },
})

export const shownAct = ({ at, operator, operation, reason }: OperatorAct, language: Language) => ({
  at: dateAndTime(at, language),
  operator: operator.name,
  operation,
  reason,
})
