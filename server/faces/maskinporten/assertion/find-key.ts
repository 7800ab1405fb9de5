import type { Client } from '../../../domain/registry/client.ts'
import { isTaken } from '../../../domain/registry/client-key.ts'
import { Problem } from '../../../domain/problem.ts'
import type { PublicJwk } from '../../../ports/oauth/access-token-verifier.ts'
import type { SentAssertion } from '../../../ports/oauth/assertions.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { refuse } from '../wire/refusals.ts'

/** The key that an assertion must be signed by, and how the client is then known. */
export interface Key {
  readonly key: PublicJwk
  readonly amr: 'private_key_jwt' | 'virksomhetssertifikat'
}

type Tools = Pick<MaskinportenTools, 'certificates' | 'clock'>

/** Headers that bring a key along or say where to fetch one; a key is registered or in a certificate. */
const foreignKeys = ['jku', 'jwk', 'x5u'] as const

/** The client's registered key of that `kid`, or the key of its organization's certificate. Throws `assertion.*`. */
export async function findKey(tools: Tools, header: SentAssertion['header'], client: Client): Promise<Key> {
  const { kid, x5c } = header
  if (foreignKeys.some(name => name in header)) throw unknown('Keys are not taken from the header')
  if (kid !== undefined && x5c !== undefined) throw unknown('Send kid or x5c, not both')
  if (x5c === undefined) return { key: registeredKey(tools, client, kid), amr: 'private_key_jwt' }
  if (client.keys.length > 0) throw unknown('The client has registered keys and must name one by kid')
  return { key: await certifiedKey(tools, client, x5c), amr: 'virksomhetssertifikat' }
}

function registeredKey({ clock }: Tools, { keys }: Client, kid: unknown): PublicJwk {
  const key = keys.find(one => typeof kid === 'string' && one.kid === kid)
  if (!key) throw unknown('The client has no such key')
  if (isTaken(key, clock.now())) return key
  throw refuse('assertion.lapsed-key', 'The time of the key is over')
}

async function certifiedKey({ certificates }: Tools, { owner }: Client, x5c: unknown): Promise<PublicJwk> {
  if (!isChain(x5c)) throw new Problem('certificate.no-chain', 'x5c must be a list of certificates')
  const { organization, key } = await certificates.read(x5c)
  if (organization === owner.value) return key
  throw refuse('assertion.wrong-organization', 'The certificate is another organization’s')
}

const isChain = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string')

const unknown = (detail: string) => refuse('assertion.unknown-key', detail)
