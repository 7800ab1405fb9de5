import { lapses } from '../../domain/registry/client-key.ts'
import type { Client } from '../../domain/registry/client.ts'

/** A client as it may be shown: of its secrets only which there are, and of its keys only their names. */
export const shownClient = ({
  id,
  face,
  suspendedAt,
  name,
  owner,
  onBehalfOf,
  secrets,
  keys,
  ...client
}: Client) => ({
  id,
  face,
  ...(suspendedAt && { suspendedAt: suspendedAt.toISOString() }),
  name,
  owner: owner.value,
  onBehalfOf: onBehalfOf && `${onBehalfOf.identifier.value} ${onBehalfOf.name}`,
  ...client,
  secrets: secrets.map(({ id, method, createdAt }) => ({
    id,
    method,
    createdAt: new Date(createdAt).toISOString(),
  })),
  keys: keys.map(({ kid, alg, [lapses]: until }) => ({ kid, alg, ...(until !== undefined && { until }) })),
})
