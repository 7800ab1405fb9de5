import type { PublicJwk } from '../../server/ports/access-token-verifier.ts'

const timeoutMilliseconds = 5_000
const mostBytes = 256 * 1024
const mostKeys = 100

/** The keys at an address (RFC 7517 section 5). Throws for a slow, large, moved or malformed answer. */
export async function fetchKeys(uri: string): Promise<readonly PublicJwk[]> {
  const response = await fetch(uri, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`The status is ${response.status}`)
  }
  return keysOf(JSON.parse(await readText(response)))
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Error(`The answer is larger than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function keysOf(set: unknown): readonly PublicJwk[] {
  const keys = isObject(set) ? set.keys : undefined
  if (Array.isArray(keys) && keys.length <= mostKeys && keys.every(isObject)) return keys
  throw new Error('The answer is no JWK Set')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
