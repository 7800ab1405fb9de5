import type { GrantId } from '../../server/domain/authorization-grant.ts'
import type { PartyId } from '../../server/domain/party.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { LiveToken, TokenInspector } from '../../server/ports/token-inspector.ts'
import { type ArtifactRow, artifactColumns } from './artifacts/artifact-row.ts'
import { artifactStands } from './artifacts/standing-grant.ts'
import { placeOf } from './artifacts/token-value.ts'
import type { Connection } from './transaction.ts'

interface Ports {
  readonly connection: () => Connection
  readonly clock: Clock
}

interface InspectedRow extends ArtifactRow {
  readonly grant_ends_at: Date | null
}

const statement = `select ${artifactColumns}, g.valid_to as grant_ends_at
  from artifact a left join authorization_grant g on g.id = a.grant_id
  where a.bucket = $1 and a.hash = $2 and a.face = $3 and a.consumed_at is null and ${artifactStands('$4')}`

/** Opaque tokens, each in one prepared statement. */
export const knexTokenInspector = ({ connection, clock }: Ports): TokenInspector => ({
  async inspect(face, token) {
    const place = placeOf(token)
    if (!place || place.kind === 'AuthorizationCode') return undefined
    const values = [place.bucket, place.hash, face, clock.now()]
    const [row] = await connection().read<InspectedRow>(statement, values)
    return row && row.kind === place.kind ? toLiveToken(row, place.kind) : undefined
  },
})

const toLiveToken = (row: InspectedRow, kind: LiveToken['kind']): LiveToken => ({
  kind,
  clientId: row.client_id,
  party: (row.party_id ?? undefined) as PartyId | undefined,
  grantId: (row.grant_id ?? undefined) as GrantId | undefined,
  audience: row.audience ?? undefined,
  scopeString: row.scope ?? undefined,
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  grantEndsAt: row.grant_ends_at ?? undefined,
})
