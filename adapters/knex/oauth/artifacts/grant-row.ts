import type { AuthorizationDetail } from '../../../../server/domain/registry/authorization-detail.ts'
import type { Holder } from '../../../../server/domain/grants/holder.ts'
import { managementScopes } from '../../../../server/domain/grants/grant-management.ts'
import type { PartyId } from '../../../../server/domain/ids.ts'
import { protocolScopesKey } from '../../../../server/domain/requests/protocol-scopes.ts'
import { seconds } from './artifact-row.ts'
import type { Payload } from '../../../../server/ports/oauth/oauth-models.ts'

export interface GrantRow {
  readonly id: string
  readonly epoch: number
  readonly client_id: string
  readonly purpose: string
  readonly granted_by: string
  readonly granted_to: string
  readonly handled_by: string | null
  readonly valid_from: Date
  readonly valid_to: Date
  readonly managed: boolean
  readonly protocol_scopes: string | null
  readonly resources: Readonly<Record<string, string>> | null
  /** How many there are. */
  readonly details: number
}

/** A `GrantRow` of the table `g` as one JSON value. */
export const grantJson = `jsonb_build_object('id', g.id, 'epoch', g.epoch, 'client_id', g.client_id,
  'purpose', g.purpose_id,
  'granted_by', g.granted_by,
  'granted_to', g.granted_to, 'handled_by', g.handled_by, 'valid_from', g.valid_from, 'valid_to', g.valid_to,
  'details', jsonb_array_length(g.details),
  'managed', g.managed,
  'protocol_scopes', g.annotations->>'${protocolScopesKey}',
  'resources', (select jsonb_object_agg(r.resource_id, r.scope) from (
    select s.resource_id, string_agg(s.permission, ' ' order by s.ordinal) as scope
    from grant_scope s where s.grant_id = g.id and s.resource_type <> 'identity' group by s.resource_id) r))`

/** To whom it was given. */
export const holderIn = ({ granted_to: grantedTo, handled_by: handledBy }: GrantRow): Holder => ({
  grantedTo: grantedTo as PartyId,
  handledBy: (handledBy ?? undefined) as PartyId | undefined,
})

/** The authorization grant as the engine's own. */
export const toGrantPayload = (row: GrantRow, details: readonly AuthorizationDetail[]): Payload => ({
  jti: row.id,
  kind: 'Grant',
  iat: seconds(new Date(row.valid_from)),
  exp: seconds(new Date(row.valid_to)),
  accountId: row.granted_by,
  clientId: row.client_id,
  openid: { scope: [row.protocol_scopes, ...managementScopes].filter(Boolean).join(' ') },
  ...(row.resources && { resources: row.resources }),
  ...(details.length > 0 && { rar: details }),
})
