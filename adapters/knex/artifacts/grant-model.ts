import type { Clock } from '../../../server/ports/clock.ts'
import type { Connection } from '../transaction.ts'
import { seconds } from './artifact-row.ts'
import { endFamilyOf } from './end-family.ts'
import { emptyModel, type Model, type Payload } from './model.ts'
import type { Sighting } from './seen-grants.ts'
import { grantStands } from './standing-grant.ts'

interface GrantRow {
  readonly id: string
  readonly epoch: number
  readonly client_id: string
  readonly granted_by: string
  readonly valid_from: Date
  readonly valid_to: Date
  readonly protocol_scopes: string | null
  readonly resources: Readonly<Record<string, string>> | null
}

interface Tools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly sighting: () => Sighting
}

const findStatement = `select g.id, g.epoch, g.client_id, g.granted_by, g.valid_from, g.valid_to,
    g.annotations->>'oauth:protocol-scopes' as protocol_scopes,
    (select jsonb_object_agg(r.resource_id, r.scope) from (
      select s.resource_id, string_agg(s.permission, ' ' order by s.ordinal) as scope
      from grant_scope s where s.grant_id = g.id group by s.resource_id) r) as resources
  from authorization_grant g where g.id = $1 and g.face = $2 and ${grantStands('$3')}`

/** The engine's grant is the authorization grant itself: found while it stands, never written from here. */
export function grantModel(tools: Tools): Model {
  const { face, connection, clock, sighting } = tools
  return {
    ...emptyModel,
    async find(id) {
      const [row] = await connection().read<GrantRow>(findStatement, [id, face, clock.now()])
      if (!row) return undefined
      const { epochs } = sighting()
      if (!epochs.has(row.id)) epochs.set(row.id, row.epoch)
      return epochs.get(row.id) === row.epoch ? toGrantPayload(row) : undefined
    },
    destroy: id => endFamilyOf(id, { ...tools, onReplay: () => {} }),
  }
}

const toGrantPayload = (row: GrantRow): Payload => ({
  jti: row.id,
  kind: 'Grant',
  iat: seconds(row.valid_from),
  exp: seconds(row.valid_to),
  accountId: row.granted_by,
  clientId: row.client_id,
  ...(row.protocol_scopes && { openid: { scope: row.protocol_scopes } }),
  ...(row.resources && { resources: row.resources }),
})
