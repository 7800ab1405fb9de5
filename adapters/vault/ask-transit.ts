import { readFile } from 'node:fs/promises'
import { ask, type Reply } from '../outbound/ask.ts'

export interface TransitSettings {
  /** The transit engine: `https://vault.example:8200/v1/transit`. */
  readonly engine: string
  /** The name of a key in it. */
  readonly key: string
  readonly namespace?: string
  /** Read each time, since an agent replaces it. */
  readonly tokenFile: string
  readonly timeoutMs?: number
}

interface Asked {
  readonly settings: TransitSettings
  readonly body: object
}

const usualTimeoutMs = 5000

/** What the engine answers takes some hundred bytes. */
const mostBytes = 64 * 1024

/** Lets the transit engine of Vault do something with its key. Throws `NoToken` when there is no token, else as `ask` does. */
export async function askTransit(
  act: 'sign' | 'encrypt' | 'decrypt',
  { settings, body }: Asked,
): Promise<Reply> {
  const { engine, key, namespace, tokenFile, timeoutMs = usualTimeoutMs } = settings
  const token = await readToken(tokenFile)
  return ask({
    url: new URL(`${engine}/${act}/${encodeURIComponent(key)}`),
    method: 'POST',
    timeoutSeconds: timeoutMs / 1000,
    mostBytes,
    headers: {
      'content-type': 'application/json',
      'x-vault-token': token,
      'x-vault-request': 'true',
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
    },
    body: JSON.stringify(body),
  })
}

/** The file with the token for Vault cannot be read. */
export class NoToken extends Error {}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new NoToken('The token for Vault cannot be read', { cause })
  }
}
