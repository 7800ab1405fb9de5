import type { GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { Lanes } from '../../../server/ports/lanes.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  Confirmation,
  GrantedToken,
  LiveToken,
  TokenInspector,
} from '../../../server/ports/oauth/token-inspector.ts'
import { type ArtifactRow, artifactColumns } from './artifacts/artifact-row.ts'
import { detailsAt, placesIn, readDetails } from './artifacts/grant-details.ts'
import { gather } from '../gather.ts'
import { artifactEnded, artifactStands } from './artifacts/standing-grant.ts'
import { placeNamed, type TokenPlace, type TokenValues } from './artifacts/token-value.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import type { Connection } from '../database/transaction.ts'

interface Ports {
  readonly connection: () => Connection
  /** Whether the caller is inside a unit of work. */
  readonly within: () => boolean
  readonly lanes: Lanes
  readonly values: Pick<TokenValues, 'placeOf'>
  readonly clock: Clock
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

interface Wanted extends TokenPlace {
  readonly face: string
}

interface InspectedRow extends ArtifactRow {
  readonly grant_ends_at: Date | null
  readonly purpose_id: string | null
  readonly granted_to: string | null
  readonly handled_by: string | null
  readonly grant_client: string | null
}

interface NumberedRow extends InspectedRow {
  /** Which of the wanted ones it is, from 1. */
  readonly number: number
}

const found = (bucket: string, hash: string, face: string, isGood: string): string =>
  `select ${artifactColumns}, g.valid_to as grant_ends_at, g.purpose_id, g.granted_to, g.handled_by,
     g.client_id as grant_client
   from artifact a left join authorization_grant g on g.id = a.grant_id
   where a.bucket = ${bucket} and a.hash = ${hash} and a.face = ${face} and a.consumed_at is null
     and ${isGood}`

const one = found('$1', '$2', '$3', artifactStands('$4'))

const ended = found('$1', '$2', '$3', artifactEnded('$4'))

// @NOTE The limit keeps the planner at one index look-up for each.
const many = `select w.number::int, t.*
  from unnest($1::int[], $2::bytea[], $3::text[]) with ordinality as w (bucket, hash, face, number)
  cross join lateral (${found('w.bucket', 'w.hash', 'w.face', artifactStands('$4'))} limit 1) t`

const revokedAmong = `select 1 from unnest($1::int[], $2::bytea[]) as w (bucket, hash)
  join artifact a on a.bucket = w.bucket and a.hash = w.hash where a.consumed_at is not null limit 1`

/**
 * Opaque tokens, each in one prepared statement at most: those asked about at the same time share one. A unit of work asks
 * by itself: it has a connection already, which the others may be waiting for. One with details takes another statement.
 */
export function knexTokenInspector({
  connection,
  within,
  lanes,
  values,
  clock,
  texts,
}: Ports): TokenInspector {
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

  const isOrphaned = async ({ granted }: LiveToken): Promise<boolean> => {
    const places = (granted?.forebears ?? []).map(placeNamed)
    if (places.length === 0) return false
    const columns = [places.map(({ bucket }) => bucket), places.map(({ hash }) => hash)]
    return (await connection().read(revokedAmong, columns)).length > 0
  }

  /** `undefined` when the grant was changed meanwhile: then the token is not good any more. */
  const withDetails = async (
    live: LiveToken,
    { grant_epoch: epoch }: ArtifactRow,
    places: readonly number[],
  ): Promise<LiveToken | undefined> => {
    const read = () => readDetails(live.grantId ?? '', { connection, texts })
    const grant = await (within() ? read() : lanes.run('introspection', read))
    return grant?.epoch === epoch ? { ...live, details: detailsAt(places, grant.details) } : undefined
  }

  return {
    async inspect(face, token) {
      const place = await values.placeOf(token)
      if (!place || !isToken(place.kind)) return undefined
      const wanted = { ...place, face }
      const row = within() ? (await look([wanted]))[0] : await find(wanted)
      if (row?.kind !== place.kind) return undefined
      const live = toLiveToken(row, place.kind)
      if (await isOrphaned(live)) return undefined
      const places = placesIn(row.payload)
      return places.length === 0 ? live : withDetails(live, row, places)
    },

    async inspectEnded(face, token) {
      const place = await values.placeOf(token)
      if (!place || !isToken(place.kind)) return undefined
      const wanted = [place.bucket, place.hash, face, clock.now()]
      const [row] = await connection().read<InspectedRow>(ended, wanted)
      return row?.kind === place.kind ? toLiveToken(row, place.kind) : undefined
    },
  }
}

const tokens: readonly string[] = ['AccessToken', 'ClientCredentials', 'RefreshToken']

/** What can be asked about: a code is no token. */
const isToken = (kind: string): kind is LiveToken['kind'] => tokens.includes(kind)

const toLiveToken = (row: InspectedRow, kind: LiveToken['kind']): LiveToken => ({
  kind,
  clientId: row.client_id,
  party: (row.party_id ?? undefined) as PartyId | undefined,
  grantId: (row.grant_id ?? undefined) as GrantId | undefined,
  purpose: row.purpose_id ?? undefined,
  holder:
    row.granted_to === null
      ? undefined
      : {
          grantedTo: row.granted_to as PartyId,
          handledBy: (row.handled_by ?? undefined) as PartyId | undefined,
        },
  granted: grantedIn(row),
  audience: row.audience ?? undefined,
  scopeString: row.scope ?? undefined,
  protocolScopes: protocolScopesIn(row.payload),
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  grantEndsAt: row.grant_ends_at ?? undefined,
  confirmation: confirmationIn(row.payload),
})

function grantedIn({ grant_client: clientId, grant_epoch: epoch, payload }: InspectedRow) {
  if (clientId === null || epoch === null) return undefined
  const { actors = [], forebears = [] } = (payload.extra ?? {}) as Partial<GrantedToken>
  return { clientId, epoch, actors, forebears }
}

interface Asked {
  /** Of a person's token, whatever it is for. */
  readonly extra?: { readonly protocol_scope?: string }
}

const protocolScopesIn = ({ extra }: Asked): readonly string[] =>
  (extra?.protocol_scope ?? '').split(' ').filter(Boolean)

function confirmationIn({ jkt, 'x5t#S256': x5t }: Confirmation): Confirmation | undefined {
  if (jkt !== undefined) return { jkt }
  return x5t === undefined ? undefined : { 'x5t#S256': x5t }
}
