import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { type ClientKey, lapses } from '../../domain/registry/client-key.ts'
import { asymmetricMethods, type Client } from '../../domain/registry/client.ts'
import type { FaceClients } from '../../ports/registry/client-rules.ts'
import { asserts } from '../client-keys.ts'
import type { Wrong } from './finding.ts'

const fewestBits = 2048

/** Which keys fit an algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
const curves: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
}

/** What is wrong with the keys of a client, in view of all clients. */
export function keyFindings(client: Client, { keyAlgorithms }: FaceClients, all: readonly Client[]): Wrong[] {
  if (!asymmetricMethods.includes(client.authentication)) {
    return client.keys.length > 0
      ? [[['keys'], `are for ${asymmetricMethods.join(', ')}, not for ${client.authentication}`]]
      : []
  }
  return client.keys.flatMap((key, at) => {
    const wrongs = [
      ...keyWrongs(key, keyAlgorithms),
      ...usedOtherwise(key),
      ...wrongEnd(key, client),
      ...twins(key, client, all),
    ]
    return wrongs.map((what): Wrong => [['keys', at], `the key ${String(key.kid)} ${what}`])
  })
}

function keyWrongs(key: ClientKey, algorithms: readonly string[]): string[] {
  const onlyRsa = algorithms.every(alg => alg.startsWith('RS'))
  const isFit = algorithms.includes(String(key.alg)) && fits(key)
  if (isFit) return []
  return [
    onlyRsa
      ? `must be RSA of ${fewestBits} bits or more, for ${algorithms.join(', ')}`
      : `must be for ${algorithms.join(', ')}, of the right kind, and RSA of ${fewestBits} bits or more`,
  ]
}

/** Whether it is a key at all, and one for its algorithm. */
function fits(key: ClientKey): boolean {
  const { alg, kty, crv } = key
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
    if (/^[RP]S/.test(String(alg))) {
      return kty === 'RSA' && (asymmetricKeyDetails?.modulusLength ?? 0) >= fewestBits
    }
    return crv === curves[String(alg)]
  } catch {
    return false
  }
}

const usedOtherwise = ({ use, key_ops: operations }: ClientKey): string[] =>
  (use === undefined || use === 'sig') &&
  (operations === undefined || (Array.isArray(operations) && operations.includes('verify')))
    ? []
    : ['must be for verifying signatures']

function wrongEnd({ [lapses]: end }: ClientKey, client: Client): string[] {
  if (end === undefined) return []
  if (!asserts(client)) return [`has ${lapses}, which counts for jwt-bearer only`]
  const isInstant = typeof end === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(end)
  return isInstant && !Number.isNaN(Date.parse(end)) ? [] : [`has a ${lapses} that is no instant (ISO 8601)`]
}

/** Keys that sign assertions have a name of their own among all; others among those of their client. */
function twins({ kid }: ClientKey, client: Client, all: readonly Client[]): string[] {
  const others = asserts(client) ? all.filter(asserts) : [client]
  const named = others.flatMap(({ id, keys }) => keys.filter(key => key.kid === kid).map(() => id))
  const other = named.find(id => id !== client.id) ?? (named.length > 1 ? 'the same client' : undefined)
  return other === undefined ? [] : [`stands at ${other}, too; each key has a kid of its own`]
}
