import type { ConsentRequestId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import { changedGrantOf, type GrantManagement } from '../../../server/domain/grants/grant-management.ts'
import type { AuthorizationDetail } from '../../../server/domain/registry/authorization-detail.ts'
import type { ConsentRight } from '../../../server/domain/registry/consent-right.ts'
import type { Scope } from '../../../server/domain/registry/scope.ts'
import type { ConsentRequest, RequestState } from '../../../server/domain/requests/consent-request.ts'
import type { LoginLevel } from '../../../server/domain/requests/purpose.ts'
import { writing } from '../writing.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'
import { type DecisionRow, decisionColumns, toDecision } from './decision.ts'
import { type Hidden, requestPlace, revealed } from './hidden.ts'
import { InconsistentRow, required } from './inconsistent-row.ts'
import { rightsIn } from './rights.ts'

/** With the decision and the grant it gave, if any. */
export interface ConsentRequestRow
  extends Partial<Omit<DecisionRow, 'request_id' | keyof PartyKeyRow | 'requested_from'>>,
    PartyKeyRow {
  readonly id: string
  readonly version: number
  readonly face: string
  readonly client_id: string
  readonly purpose_id: string
  readonly purpose_version: number
  readonly requested_by: string
  readonly handled_by: string | null
  readonly requested_from: string
  readonly requested_to: string
  readonly scopes: readonly Scope[]
  readonly rights: readonly ConsentRight[] | null
  readonly details: readonly AuthorizationDetail[]
  readonly message: string | null
  readonly required_level: LoginLevel
  readonly answer_by: Date
  readonly single_use: boolean
  readonly asked_seconds: number | null
  readonly asked_until: Date | null
  readonly asked_until_text: string | null
  readonly asked_years: number | null
  readonly ceremony: ConsentRequest['ceremony']
  readonly annotations: Readonly<Record<string, string>>
  readonly sealed: Buffer | null
  readonly state: RequestState['name']
  readonly withdrawn_at: Date | null
  readonly created_at: Date
  readonly grant_action: GrantManagement['action'] | null
  readonly changes_grant: string | null
  readonly grant_id: string | null
}

/** Everything `toConsentRequest` reads; add a `where` on `r`. */
export const selectConsentRequest = `select r.id, r.version, r.face, r.client_id, r.purpose_id, r.purpose_version,
  r.requested_by, r.handled_by, r.requested_from, r.requested_to, r.scopes, r.rights, r.details, r.message, r.required_level, r.answer_by,
  r.single_use, r.asked_seconds, r.asked_until, r.asked_until_text, r.asked_years, r.ceremony, r.annotations, r.sealed,
  r.state, r.withdrawn_at, r.created_at, r.grant_action, r.changes_grant, ${decisionColumns}, ${partyKeyColumns},
  coalesce(r.changes_grant, g.id) as grant_id
from consent_request r
left join decision d on d.request_id = r.id
${joinPartyKey('r.requested_from')}
left join authorization_grant g on g.request_id = r.id`

export function toConsentRequest(
  kept: ConsentRequestRow,
  texts: Pick<PrivateTexts, 'keyIn'>,
): ConsentRequest {
  const party = kept.requested_from as PartyId
  return requestIn(revealed(kept, { texts, party, place: requestPlace(kept.id) }), texts)
}

const requestIn = (row: ConsentRequestRow, texts: Pick<PrivateTexts, 'keyIn'>): ConsentRequest => ({
  id: row.id as ConsentRequestId,
  version: row.version,
  face: row.face,
  clientId: row.client_id,
  purpose: { id: row.purpose_id, version: row.purpose_version },
  requestedBy: row.requested_by as PartyId,
  handledBy: (row.handled_by ?? undefined) as PartyId | undefined,
  requestedFrom: row.requested_from as PartyId,
  requestedTo: row.requested_to as PartyId,
  scopes: row.scopes,
  rights: rightsIn(row),
  details: row.details,
  message: row.message ?? undefined,
  requiredLevel: row.required_level,
  answerBy: row.answer_by,
  asks: askedIn(row),
  ceremony: row.ceremony,
  annotations: row.annotations,
  createdAt: row.created_at,
  state: stateIn(row, texts),
  ...(row.grant_action && { management: managementIn(row, row.grant_action) }),
})

function managementIn(row: ConsentRequestRow, action: GrantManagement['action']): GrantManagement {
  if (action === 'create') return { action }
  return {
    action,
    grantId: required(row.changes_grant, ['consent_request', row.id, 'changes_grant']) as GrantId,
  }
}

function askedIn(row: ConsentRequestRow): ConsentRequest['asks'] {
  const singleUse = row.single_use
  if (row.asked_seconds !== null) return { singleUse, seconds: row.asked_seconds }
  if (row.asked_years !== null) return { singleUse, years: row.asked_years }
  const until = required(row.asked_until, ['consent_request', row.id, 'asked_until'])
  const untilText = row.asked_until_text ?? row.annotations[`${row.face}:valid-to`]
  return { singleUse, until, ...(untilText !== undefined && { untilText }) }
}

function stateIn(row: ConsentRequestRow, texts: Pick<PrivateTexts, 'keyIn'>): RequestState {
  if (row.state === 'pending') return { name: 'pending' }
  if (row.state === 'withdrawn') {
    return { name: 'withdrawn', at: required(row.withdrawn_at, ['consent_request', row.id, 'withdrawn_at']) }
  }
  if (row.outcome !== row.state) {
    throw new InconsistentRow('consent_request', row.id, `${row.state}, but the decision is ${row.outcome}`)
  }
  const decision = toDecision({ ...(row as DecisionRow & ConsentRequestRow), request_id: row.id }, texts)
  if (row.state === 'rejected') return { name: 'rejected', decision }
  const grantId = required(row.grant_id, ['consent_request', row.id, 'grant']) as GrantId
  return { name: 'accepted', decision, grantId }
}

/** A new request, pending. */
export const requestWriting = writing<Hidden<ConsentRequest>>('consent_request', [
  ['id', 'uuid', ({ id }) => id],
  ['face', 'text', ({ face }) => face],
  ['client_id', 'text', ({ clientId }) => clientId],
  ['purpose_id', 'text', ({ purpose }) => purpose.id],
  ['purpose_version', 'integer', ({ purpose }) => purpose.version],
  ['requested_by', 'uuid', ({ requestedBy }) => requestedBy],
  ['handled_by', 'uuid', ({ handledBy }) => handledBy],
  ['requested_from', 'uuid', ({ requestedFrom }) => requestedFrom],
  ['requested_to', 'uuid', ({ requestedTo }) => requestedTo],
  ['scopes', 'jsonb', ({ scopes }) => JSON.stringify(scopes)],
  ['rights', 'json', ({ rights }) => rights && JSON.stringify(rights)],
  ['details', 'jsonb', ({ details }) => JSON.stringify(details)],
  ['message', 'text', ({ message }) => message],
  ['required_level', 'text', ({ requiredLevel }) => requiredLevel],
  ['answer_by', 'timestamptz', ({ answerBy }) => answerBy],
  ['single_use', 'boolean', ({ asks }) => asks.singleUse],
  ['asked_seconds', 'integer', ({ asks }) => ('seconds' in asks ? asks.seconds : null)],
  ['asked_until', 'timestamptz', ({ asks }) => ('until' in asks ? asks.until : null)],
  ['asked_until_text', 'text', ({ asks }) => ('until' in asks ? asks.untilText : null)],
  ['asked_years', 'integer', ({ asks }) => ('years' in asks ? asks.years : null)],
  ['ceremony', 'text', ({ ceremony }) => ceremony],
  ['annotations', 'jsonb', ({ annotations }) => JSON.stringify(annotations)],
  ['sealed', 'bytea', ({ sealed }) => sealed],
  ['grant_action', 'text', ({ management }) => management?.action],
  ['changes_grant', 'uuid', changedGrantOf],
  ['state', 'text', () => 'pending'],
  ['created_at', 'timestamptz', ({ createdAt }) => createdAt],
  ['updated_at', 'timestamptz', ({ createdAt }) => createdAt],
])
