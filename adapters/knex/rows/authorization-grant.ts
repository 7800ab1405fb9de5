import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type {
  AuthorizationGrant,
  GrantChanged,
  GrantState,
  RevokeReason,
} from '../../../server/domain/grants/authorization-grant.ts'
import type { AuthorizationDetail } from '../../../server/domain/registry/authorization-detail.ts'
import type { ConsentRight } from '../../../server/domain/registry/consent-right.ts'
import type { Scope } from '../../../server/domain/registry/scope.ts'
import { writing } from '../writing.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'
import { grantPlace, type Hidden, revealed } from './hidden.ts'
import { required } from './inconsistent-row.ts'
import { rightsIn } from './rights.ts'

/** With its scopes. */
export interface AuthorizationGrantRow extends PartyKeyRow {
  readonly id: string
  readonly version: number
  readonly epoch: number
  readonly face: string
  readonly client_id: string
  readonly request_id: string | null
  readonly agreement_key: string | null
  readonly purpose_id: string
  readonly purpose_version: number
  readonly granted_for: string
  readonly granted_by: string
  readonly granted_to: string
  readonly handled_by: string | null
  readonly valid_from: Date
  readonly valid_to: Date
  readonly single_use: boolean
  readonly rights: readonly ConsentRight[] | null
  readonly details: readonly AuthorizationDetail[]
  readonly reserved_until: Date | null
  readonly annotations: Readonly<Record<string, string>>
  readonly sealed: Buffer | null
  readonly state: GrantState['name']
  readonly ended_at: Date | null
  readonly ended_by: string | null
  readonly end_reason: RevokeReason | null
  readonly created_at: Date
  readonly managed: boolean
  readonly changed_by: string | null
  readonly changed_at: Date | null
  /** The request whose answer is the last that changed it. */
  readonly changed_in: string | null
  readonly scopes: readonly Scope[]
}

/** The scopes of a grant `g`, as JSON. */
export const scopesJson = `(select coalesce(jsonb_agg(jsonb_build_object('permission', s.permission,
    'resourceType', s.resource_type, 'resourceId', s.resource_id) order by s.ordinal), '[]')
  from grant_scope s where s.grant_id = g.id)`

/** Everything `toAuthorizationGrant` reads; add a `where` on `g`. */
export const selectAuthorizationGrant = `select g.id, g.version, g.epoch, g.face, g.client_id, g.request_id,
  g.agreement_key, g.purpose_id, g.purpose_version, g.granted_for, g.granted_by, g.granted_to, g.handled_by, g.valid_from,
  g.valid_to, g.single_use, g.rights, g.details, g.reserved_until, g.annotations, g.sealed, ${partyKeyColumns}, g.state,
  g.ended_at, g.ended_by, g.end_reason, g.created_at, g.managed, g.changed_by, g.changed_at, g.changed_in,
  ${scopesJson} as scopes
from authorization_grant g ${joinPartyKey('g.granted_for')}`

export function toAuthorizationGrant(
  kept: AuthorizationGrantRow,
  texts: Pick<PrivateTexts, 'keyIn'>,
): AuthorizationGrant {
  const party = kept.granted_for as PartyId
  return grantIn(revealed(kept, { texts, party, place: grantPlace(kept.id) }))
}

const grantIn = (row: AuthorizationGrantRow): AuthorizationGrant => ({
  id: row.id as GrantId,
  version: row.version,
  epoch: row.epoch,
  face: row.face,
  clientId: row.client_id,
  requestId: (row.request_id ?? undefined) as ConsentRequestId | undefined,
  agreementKey: row.agreement_key ?? undefined,
  purpose: { id: row.purpose_id, version: row.purpose_version },
  grantedFor: row.granted_for as PartyId,
  grantedBy: row.granted_by as PartyId,
  grantedTo: row.granted_to as PartyId,
  handledBy: (row.handled_by ?? undefined) as PartyId | undefined,
  scopes: row.scopes,
  rights: rightsIn(row),
  details: row.details,
  validity: { from: row.valid_from, to: row.valid_to },
  singleUse: row.single_use,
  reservedUntil: row.reserved_until ?? undefined,
  annotations: row.annotations,
  createdAt: row.created_at,
  state: stateIn(row),
  ...(row.managed && { isManaged: true }),
  ...(row.changed_by && { changed: changedIn(row, row.changed_by) }),
})

const changedIn = (row: AuthorizationGrantRow, by: string): GrantChanged => ({
  by: by as EventId,
  at: required(row.changed_at, ['authorization_grant', row.id, 'changed_at']),
  requestId: (row.changed_in ?? undefined) as ConsentRequestId | undefined,
})

function stateIn(row: AuthorizationGrantRow): GrantState {
  if (row.state === 'active') return { name: 'active' }
  const at = required(row.ended_at, ['authorization_grant', row.id, 'ended_at'])
  if (row.state === 'exhausted') return { name: 'exhausted', at }
  return {
    name: 'revoked',
    at,
    by: (row.ended_by ?? undefined) as PartyId | undefined,
    reason: required(row.end_reason, ['authorization_grant', row.id, 'end_reason']),
  }
}

/** A new grant, active; its scopes have rows of their own. */
export const grantWriting = writing<Hidden<AuthorizationGrant>>('authorization_grant', [
  ['id', 'uuid', ({ id }) => id],
  ['face', 'text', ({ face }) => face],
  ['client_id', 'text', ({ clientId }) => clientId],
  ['request_id', 'uuid', ({ requestId }) => requestId],
  ['agreement_key', 'text', ({ agreementKey }) => agreementKey],
  ['purpose_id', 'text', ({ purpose }) => purpose.id],
  ['purpose_version', 'integer', ({ purpose }) => purpose.version],
  ['granted_for', 'uuid', ({ grantedFor }) => grantedFor],
  ['granted_by', 'uuid', ({ grantedBy }) => grantedBy],
  ['granted_to', 'uuid', ({ grantedTo }) => grantedTo],
  ['handled_by', 'uuid', ({ handledBy }) => handledBy],
  ['valid_from', 'timestamptz', ({ validity }) => validity.from],
  ['valid_to', 'timestamptz', ({ validity }) => validity.to],
  ['single_use', 'boolean', ({ singleUse }) => singleUse],
  ['rights', 'json', ({ rights }) => rights && JSON.stringify(rights)],
  ['details', 'jsonb', ({ details }) => JSON.stringify(details)],
  ['annotations', 'jsonb', ({ annotations }) => JSON.stringify(annotations)],
  ['sealed', 'bytea', ({ sealed }) => sealed],
  ['state', 'text', () => 'active'],
  ['managed', 'boolean', ({ isManaged = false }) => isManaged],
  ['created_at', 'timestamptz', ({ createdAt }) => createdAt],
  ['updated_at', 'timestamptz', ({ createdAt }) => createdAt],
])

/** Writes the scopes of the grants whose ids `source` has; all of them at the parameter `scopes`, as JSON. */
export const insertScopes = (source: string, scopes: string): string =>
  `insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
   select ${source}.id, s.ordinal, s.scope ->> 'permission', s.scope ->> 'resourceType', s.scope ->> 'resourceId'
   from ${source}, jsonb_array_elements(${scopes}::jsonb) with ordinality as s (scope, ordinal)`

/** The same for many grants, each with its own; `scopes` is what `scopesOfMany` gives. */
export const insertScopesOfMany = (source: string, scopes: string): string =>
  insertScopes(source, `(${scopes}::jsonb -> ${source}.id::text)`)

export const scopesOfMany = (grants: readonly Pick<AuthorizationGrant, 'id' | 'scopes'>[]): string =>
  JSON.stringify(Object.fromEntries(grants.map(({ id, scopes }) => [id, scopes])))
