import { readFile } from 'node:fs/promises'
import { Problem } from '../../server/domain/problem.ts'
import type { SealSigner } from '../../server/ports/seal-signer.ts'

export interface VaultSettings {
  /** The transit engine: `https://vault.example:8200/v1/transit`. */
  readonly engine: string
  /** The name of an RSA key in it. */
  readonly key: string
  /** The version of the key that signs; the latest when not said. */
  readonly keyVersion?: number
  readonly namespace?: string
  /** Read for each signature, since an agent replaces it. */
  readonly tokenFile: string
  readonly timeoutMs?: number
}

const usualTimeoutMs = 5000

/** Signs with a key that never leaves Vault (its transit engine), over HTTP. */
export function vaultSigner(settings: VaultSettings): SealSigner {
  const { engine, key } = settings
  const url = new URL(`${engine}/sign/${encodeURIComponent(key)}`)
  return { sign: async bytes => signatureFrom(await answerTo(url, { settings, bytes })) }
}

interface Question {
  readonly settings: VaultSettings
  readonly bytes: Uint8Array
}

async function answerTo(url: URL, { settings, bytes }: Question): Promise<Response> {
  const token = await tokenFrom(settings.tokenFile)
  try {
    return await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? usualTimeoutMs),
      headers: {
        'content-type': 'application/json',
        'x-vault-token': token,
        'x-vault-request': 'true',
        ...(settings.namespace !== undefined && { 'x-vault-namespace': settings.namespace }),
      },
      body: JSON.stringify({
        input: Buffer.from(bytes).toString('base64'),
        hash_algorithm: 'sha2-256',
        signature_algorithm: 'pkcs1v15',
        ...(settings.keyVersion !== undefined && { key_version: settings.keyVersion }),
        prehashed: false,
      }),
    })
  } catch (cause) {
    throw unavailable('Vault does not answer', cause)
  }
}

async function tokenFrom(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw unavailable('The token for Vault cannot be read', cause)
  }
}

/** What Vault says about a request that will never be right. */
const hopeless: readonly number[] = [400, 404, 405]

async function signatureFrom(response: Response): Promise<Uint8Array> {
  if (!response.ok) await response.body?.cancel()
  if (hopeless.includes(response.status)) throw misconfigured(`Vault answers ${response.status}`)
  if (!response.ok) throw unavailable(`Vault answers ${response.status}`)
  const [, signature] = /^vault:v\d+:([A-Za-z0-9+/]+=*)$/.exec(await signatureText(response)) ?? []
  if (signature === undefined) throw misconfigured('Vault answers without a signature')
  return new Uint8Array(Buffer.from(signature, 'base64'))
}

async function signatureText(response: Response): Promise<string> {
  try {
    const answer = (await response.json()) as { data?: { signature?: unknown } }
    return String(answer.data?.signature)
  } catch (cause) {
    throw unavailable('The answer from Vault cannot be read', cause)
  }
}

const unavailable = (detail: string, cause?: unknown): Problem =>
  new Problem('document.sealer-unavailable', detail, { cause })

const misconfigured = (detail: string): Problem => new Problem('document.sealer-misconfigured', detail)
