import { Problem } from '../../../../server/domain/problem.ts'
import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import { type ArtifactRow, artifactColumns, restOf, toPayload } from './artifact-row.ts'
import { endFamily } from './end-family.ts'
import { type GrantRow, grantJson } from './grant-row.ts'
import type { ArtifactWriter } from './insert-artifact.ts'
import type { OAuthModel } from '../../../../server/ports/oauth/oauth-models.ts'
import { emptyModel } from './empty-model.ts'
import type { Replay, Sighting } from './seen-grants.ts'
import { artifactStands } from './standing-grant.ts'
import type { ArtifactKind, TokenPlace, TokenValues } from './token-value.ts'

export interface ArtifactTools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly values: TokenValues
  readonly sighting: () => Sighting
  readonly insert: ArtifactWriter
  readonly onReplay: (replay: Replay) => void
}

interface GrantedRow extends ArtifactRow {
  readonly grant_row: GrantRow | null
}

/** How long, in milliseconds, a client may repeat a refresh whose answer it lost without ending its family. */
const grace = 10_000

const findStatement = `select ${artifactColumns}, case when g.id is not null then ${grantJson} end as grant_row
  from artifact a left join authorization_grant g on g.id = a.grant_id
  where a.bucket = $1 and a.hash = $2 and a.face = $3 and ${artifactStands('$4')}`

const takeStatement = `update artifact set consumed_at = $3 where bucket = $1 and hash = $2 and consumed_at is null`

const successorStatement = `select 1 from artifact a join artifact s
    on s.bucket = (a.payload->'successor'->>'bucket')::int
   and s.hash = decode(a.payload->'successor'->>'hash', 'hex') and s.consumed_at is null
  where a.bucket = $1 and a.hash = $2 and a.consumed_at > $3`

/** Codes and tokens of one kind. Taken once by one conditional statement; dead with their grant. */
export function artifactModel(kind: ArtifactKind, tools: ArtifactTools): OAuthModel {
  const { face, connection, clock, sighting } = tools

  const row = async (place: TokenPlace): Promise<GrantedRow | undefined> => {
    const rows = await connection().read<GrantedRow>(findStatement, [
      place.bucket,
      place.hash,
      face,
      clock.now(),
    ])
    return rows[0]?.kind === kind ? rows[0] : undefined
  }

  const isRepeated = async ({ bucket, hash }: TokenPlace): Promise<boolean> => {
    if (kind !== 'RefreshToken') return false
    const since = new Date(clock.now().getTime() - grace)
    return (await connection().read(successorStatement, [bucket, hash, since])).length > 0
  }

  const take = async ({ bucket, hash }: TokenPlace): Promise<boolean> =>
    (await connection().write(takeStatement, [bucket, hash, clock.now()])).count === 1

  const ours = async (value: string): Promise<TokenPlace | undefined> => {
    const place = await tools.values.placeOf(value)
    return place?.kind === kind ? place : undefined
  }

  return {
    ...emptyModel,
    upsert: (value, payload) =>
      tools.insert({ kind, face, value, payload, rest: restOf(payload) }, sighting()),

    async find(value) {
      const place = await ours(value)
      const found = place && (await row(place))
      if (!found) return undefined
      const grant = found.grant_row
      if (grant) sighting().grants.set(grant.id, grant)
      if (!found.consumed_at) return toPayload(found, value)
      if (!grant || kind === 'AccessToken' || (await isRepeated(place))) return undefined
      sighting().replayed = { kind, grantId: grant.id, clientId: found.client_id }
      return toPayload(found, value)
    },

    async consume(value) {
      const place = await ours(value)
      if (!place) return
      if (await take(place)) {
        if (kind === 'RefreshToken') sighting().rotated = place
        return
      }
      if (!(await isRepeated(place))) await endFamily(place, tools)
      throw new Problem('authorization-grant.not-active', 'It was used already')
    },

    async destroy(value) {
      const place = await ours(value)
      return place !== undefined && take(place)
    },
  }
}
