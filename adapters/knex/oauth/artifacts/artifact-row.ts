import type { Payload } from '../../../../server/ports/oauth/oauth-models.ts'

export interface ArtifactRow {
  readonly kind: string
  readonly client_id: string
  readonly grant_id: string | null
  readonly grant_epoch: number | null
  readonly party_id: string | null
  readonly audience: string | null
  readonly scope: string | null
  readonly payload: Payload
  readonly issued_at: Date
  readonly expires_at: Date
  readonly consumed_at: Date | null
}

/** Columns of `ArtifactRow`, of the table `a`. */
export const artifactColumns = `a.kind, a.client_id, a.grant_id, a.grant_epoch, a.party_id, a.audience, a.scope,
  a.payload, a.issued_at, a.expires_at, a.consumed_at`

const inColumns = [
  'jti',
  'kind',
  'iat',
  'exp',
  'clientId',
  'grantId',
  'accountId',
  'aud',
  'scope',
  'consumed',
  'rar',
]

/** What has no column. The token's value is not in it, nor are details, which are kept with the grant alone. */
export const restOf = (payload: Payload): Payload =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !inColumns.includes(name)))

/** The row as the engine gave it, with the value it was found by. */
export const toPayload = (
  { payload: { details: _details, ...payload }, ...row }: ArtifactRow,
  value: string,
): Payload => ({
  ...payload,
  jti: value,
  kind: row.kind,
  iat: seconds(row.issued_at),
  exp: seconds(row.expires_at),
  clientId: row.client_id,
  ...(row.grant_id && { grantId: row.grant_id }),
  ...(row.party_id && { accountId: row.party_id }),
  ...(row.audience && { aud: row.audience }),
  ...(row.scope !== null && { scope: row.scope }),
  ...(row.consumed_at && { consumed: seconds(row.consumed_at) }),
})

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
