import type { GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { Lanes } from '../../../server/ports/lanes.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Confirmation, LiveToken, TokenInspector } from '../../../server/ports/oauth/token-inspector.ts'
import { type ArtifactRow, artifactColumns } from './artifacts/artifact-row.ts'
import { gather } from './artifacts/gather.ts'
import { artifactStands } from './artifacts/standing-grant.ts'
import type { TokenPlace, TokenValues } from './artifacts/token-value.ts'
import type { Connection } from '../database/transaction.ts'

interface Ports {
  readonly connection: () => Connection
  readonly lanes: Lanes
  readonly values: Pick<TokenValues, 'placeOf'>
  readonly clock: Clock
}

interface Wanted extends TokenPlace {
  readonly face: string
}

interface InspectedRow extends ArtifactRow {
  readonly grant_ends_at: Date | null
  readonly granted_to: string | null
  readonly handled_by: string | null
}

interface NumberedRow extends InspectedRow {
  /** Which of the wanted ones it is, from 1. */
  readonly number: number
}

const found = (bucket: string, hash: string, face: string, now: string): string =>
  `select ${artifactColumns}, g.valid_to as grant_ends_at, g.granted_to, g.handled_by
   from artifact a left join authorization_grant g on g.id = a.grant_id
   where a.bucket = ${bucket} and a.hash = ${hash} and a.face = ${face} and a.consumed_at is null
     and ${artifactStands(now)}`

const one = found('$1', '$2', '$3', '$4')

// @NOTE The limit keeps the planner at one index look-up for each.
const many = `select w.number::int, t.*
  from unnest($1::int[], $2::bytea[], $3::text[]) with ordinality as w (bucket, hash, face, number)
  cross join lateral (${found('w.bucket', 'w.hash', 'w.face', '$4')} limit 1) t`

/** Opaque tokens, each in one prepared statement at most: those asked about at the same time share one. */
export function knexTokenInspector({ connection, lanes, values, clock }: Ports): TokenInspector {
  const look = async (wanted: readonly Wanted[]): Promise<readonly (InspectedRow | undefined)[]> => {
    const [first, second] = wanted
    if (first && !second) {
      return connection().read<InspectedRow>(one, [first.bucket, first.hash, first.face, clock.now()])
    }
    const columns = [wanted.map(w => w.bucket), wanted.map(w => w.hash), wanted.map(w => w.face)]
    const rows = await connection().read<NumberedRow>(many, [...columns, clock.now()])
    const byNumber = new Map(rows.map(row => [row.number, row]))
    return wanted.map((_, index) => byNumber.get(index + 1))
  }

  // Each turn is for many, and no request's own.
  const find = gather<Wanted, InspectedRow | undefined>(wanted =>
    lanes.run('introspection', () => look(wanted)),
  )

  return {
    async inspect(face, token) {
      const place = await values.placeOf(token)
      if (!place || place.kind === 'AuthorizationCode') return undefined
      const row = await find({ ...place, face })
      return row?.kind === place.kind ? toLiveToken(row, place.kind) : undefined
    },
  }
}

const toLiveToken = (row: InspectedRow, kind: LiveToken['kind']): LiveToken => ({
  kind,
  clientId: row.client_id,
  party: (row.party_id ?? undefined) as PartyId | undefined,
  grantId: (row.grant_id ?? undefined) as GrantId | undefined,
  holder:
    row.granted_to === null
      ? undefined
      : {
          grantedTo: row.granted_to as PartyId,
          handledBy: (row.handled_by ?? undefined) as PartyId | undefined,
        },
  audience: row.audience ?? undefined,
  scopeString: row.scope ?? undefined,
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  grantEndsAt: row.grant_ends_at ?? undefined,
  confirmation: confirmationIn(row.payload),
})

function confirmationIn({ jkt, 'x5t#S256': x5t }: Confirmation): Confirmation | undefined {
  if (jkt !== undefined) return { jkt }
  return x5t === undefined ? undefined : { 'x5t#S256': x5t }
}
