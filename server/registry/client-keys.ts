import { type ClientKey, lapses } from '../domain/registry/client-key.ts'
import type { Client } from '../domain/registry/client.ts'

/** Clients whose keys sign assertions that tokens are given for; their keys lapse and are known by their names. */
export const asserts = ({ grantTypes }: Pick<Client, 'grantTypes'>): boolean =>
  grantTypes.includes('jwt-bearer')

const year = 365 * 24 * 3600_000

/** A key that signs assertions is good for a year from when it was registered, unless its entry names the end. */
export function withLapsingKeys(
  client: Client,
  { before, at }: { before: Client | undefined; at: Date },
): Client {
  if (!asserts(client)) return client
  const end = new Date(at.getTime() + year).toISOString()
  const lapsing = (key: ClientKey): ClientKey => {
    const known = before?.keys.find(({ kid }) => kid === key.kid)
    return known && known[lapses] === undefined ? key : { [lapses]: known?.[lapses] ?? end, ...key }
  }
  return { ...client, keys: client.keys.map(lapsing) }
}
