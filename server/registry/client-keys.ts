import { type ClientKey, lapses } from '../domain/client-key.ts'
import type { Client } from '../domain/client.ts'

/** Clients whose keys sign assertions that tokens are given for; their keys lapse and are told apart by their names. */
const asserts = ({ grantTypes }: Pick<Client, 'grantTypes'>): boolean => grantTypes.includes('jwt-bearer')

const year = 365 * 24 * 3600_000

/** A key that signs assertions is good for a year from when it was registered, unless its entry names the end. */
export function withLapsingKeys(
  client: Client,
  { before, at }: { before: Client | undefined; at: Date },
): Client {
  if (!asserts(client)) return client
  const end = new Date(at.getTime() + year).toISOString()
  const endOf = ({ kid }: ClientKey) => before?.keys.find(known => known.kid === kid)?.[lapses] ?? end
  return { ...client, keys: client.keys.map(key => ({ [lapses]: endOf(key), ...key })) }
}

const algorithms = ['RS256', 'RS384', 'RS512']
const fewestBits = 2048

/** What is wrong with the keys of clients that sign assertions, in view of all of them; one line each. */
export const keyFindings = (wanted: readonly Client[], standing: readonly Client[]): string[] => {
  const others = standing.filter(({ id }) => !wanted.some(client => client.id === id))
  const all = [...wanted, ...others].filter(asserts)
  return wanted
    .filter(asserts)
    .flatMap(client =>
      client.keys
        .flatMap(key => findings(key).concat(twins(key, client, all)))
        .map(what => `clients.${client.id}: ${what}`),
    )
}

function findings({ kty, alg, kid, n }: ClientKey): string[] {
  const isFit = kty === 'RSA' && algorithms.includes(String(alg)) && bitsOf(n) >= fewestBits
  return isFit
    ? []
    : [`the key ${String(kid)} must be RSA of ${fewestBits} bits or more, for ${algorithms.join(', ')}`]
}

function twins({ kid }: ClientKey, client: Client, all: readonly Client[]): string[] {
  const named = all.flatMap(({ id, keys }) => keys.filter(key => key.kid === kid).map(() => id))
  const other = named.find(id => id !== client.id) ?? (named.length > 1 ? 'the same client' : undefined)
  return other === undefined
    ? []
    : [`the key ${String(kid)} stands at ${other}, too; each key has a kid of its own`]
}

const bitsOf = (n: unknown): number => (typeof n === 'string' ? Math.floor((n.length * 3) / 4) * 8 : 0)
