import type { PublicJwk } from '../../server/ports/oauth/access-token-verifier.ts'
import { ask } from '../outbound/ask.ts'

const timeoutSeconds = 5
const mostKeys = 100

/** The keys at an address (RFC 7517 section 5). Throws for a slow, large, moved or malformed answer. */
export async function fetchKeys(uri: string): Promise<readonly PublicJwk[]> {
  const { status, text } = await ask({ url: uri, timeoutSeconds })
  if (status !== 200) throw new Error(`The status is ${status}`)
  return keysOf(JSON.parse(text))
}

function keysOf(set: unknown): readonly PublicJwk[] {
  const keys = isObject(set) ? set.keys : undefined
  if (Array.isArray(keys) && keys.length <= mostKeys && keys.every(isObject)) return keys
  throw new Error('The answer is no JWK Set')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
