import type { KnexUnitOfWork } from '../../database/transaction.ts'
import { gatheredInserts } from './gathered-inserts.ts'
import type { Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import { type ArtifactKind, placeIn } from './token-value.ts'

export interface NewArtifact {
  readonly kind: ArtifactKind
  readonly face: string
  readonly value: string
  readonly payload: Payload
  /** What has no column. */
  readonly rest: Payload
}

/** Inserts one that belongs to no grant. */
export type ArtifactWriter = (artifact: NewArtifact) => Promise<void>

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

export function artifactWriter(
  units: Pick<KnexUnitOfWork, 'connection' | 'within' | 'lanes'>,
): ArtifactWriter {
  const insert = gatheredInserts(units, { name: 'artifact', types })
  return artifact => insert(valuesOf(artifact))
}

/** Inserts artifacts, columnwise from `$first` on, under the grant in the part `held`, which they do not outlive. */
export const grantedInsert = {
  size: Object.keys(types).length,

  sql(first: number): string {
    const arrays = Object.values(types).map((type, index) => `$${first + index}::${type}[]`)
    const taken = Object.keys(types).map(name =>
      name === 'expires_at' ? 'least(i.expires_at, h.valid_to)' : `i.${name}`,
    )
    return `insert into artifact (${columns}, grant_id, grant_epoch)
    select ${taken.join(', ')}, h.id, h.epoch from held h, unnest(${arrays.join(', ')}) as i (${columns})`
  },

  values(artifacts: readonly NewArtifact[]): readonly unknown[] {
    const rows = artifacts.map(valuesOf)
    return Object.keys(types).map((_, index) => rows.map(row => row[index]))
  },
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
