import { Problem } from '../../../../server/domain/problem.ts'
import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection, KnexUnitOfWork } from '../../database/transaction.ts'
import { gatheredInserts } from './gathered-inserts.ts'
import type { Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import type { Sighting } from './seen-grants.ts'
import { grantStands } from './standing-grant.ts'
import { type ArtifactKind, placeIn } from './token-value.ts'

export interface NewArtifact {
  readonly kind: ArtifactKind
  readonly face: string
  readonly value: string
  readonly payload: Payload
  /** What has no column. */
  readonly rest: Payload
}

/** Throws `authorization-grant.not-active` when the grant is no longer active in the epoch at which it was seen. */
export type ArtifactWriter = (artifact: NewArtifact, sighting: Sighting) => Promise<void>

const types = {
  bucket: 'int',
  hash: 'bytea',
  kind: 'text',
  face: 'text',
  client_id: 'text',
  party_id: 'uuid',
  audience: 'text',
  scope: 'text',
  payload: 'jsonb',
  issued_at: 'timestamptz',
  expires_at: 'timestamptz',
}

const columns = Object.keys(types).join(', ')

const grantedStatement = `insert into artifact (${columns}, grant_id, grant_epoch)
  select $1::int, $2::bytea, $3::text, $4::text, $5::text, $6::uuid, $7::text, $8::text, $9::jsonb, $10::timestamptz,
    least($11::timestamptz, g.valid_to), g.id, g.epoch
  from authorization_grant g where g.id = $12 and g.epoch = $13 and ${grantStands('$14')} for no key update`

const succeedStatement = `update artifact set payload = payload || jsonb_build_object('successor',
  jsonb_build_object('bucket', $3::int, 'hash', encode($4::bytea, 'hex'))) where bucket = $1 and hash = $2`

export function artifactWriter(
  units: Pick<KnexUnitOfWork, 'connection' | 'within' | 'lanes'>,
  clock: Clock,
): ArtifactWriter {
  const { connection } = units
  const insertFree = gatheredInserts(units, { name: 'artifact', types })
  return async (artifact, sighting) => {
    const { grantId } = artifact.payload
    if (typeof grantId !== 'string') return insertFree(valuesOf(artifact))
    const values = [...valuesOf(artifact), grantId, sighting.grants.get(grantId)?.epoch ?? -1, clock.now()]
    const { count } = await connection().write(grantedStatement, values)
    if (count === 0) throw new Problem('authorization-grant.not-active', 'The grant does not stand any more')
    await linkSuccessor(connection(), artifact, sighting)
  }
}

async function linkSuccessor(
  connection: Connection,
  { kind, value }: NewArtifact,
  sighting: Sighting,
): Promise<void> {
  const next = placeIn(value)
  if (kind !== 'RefreshToken' || !sighting.rotated || !next) return
  await connection.write(succeedStatement, [
    sighting.rotated.bucket,
    sighting.rotated.hash,
    next.bucket,
    next.hash,
  ])
}

function valuesOf({ kind, face, value, payload, rest }: NewArtifact): readonly unknown[] {
  const place = placeIn(value)
  if (!place) throw new Error(`A ${kind} must carry its place`)
  return [
    place.bucket,
    place.hash,
    kind,
    face,
    payload.clientId,
    payload.accountId ?? null,
    payload.aud ?? null,
    payload.scope ?? null,
    JSON.stringify(rest),
    at(payload.iat),
    at(payload.exp),
  ]
}

const at = (seconds: unknown): Date => new Date(Number(seconds) * 1000)
