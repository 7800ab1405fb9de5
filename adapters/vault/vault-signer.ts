import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Problem } from '../../server/domain/problem.ts'
import type { SealSigner } from '../../server/ports/documents/seal-signer.ts'
import { ask, type Reply } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'

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

/** A signature and what Vault says around it take a few hundred bytes. */
const mostBytes = 64 * 1024

const Answer = z.looseObject({ data: z.looseObject({ signature: z.unknown() }).nullish() })

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

async function answerTo(url: URL, { settings, bytes }: Question): Promise<Reply> {
  const token = await tokenFrom(settings.tokenFile)
  return ask({
    url,
    method: 'POST',
    timeoutSeconds: (settings.timeoutMs ?? usualTimeoutMs) / 1000,
    mostBytes,
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
  }).catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : unavailable('Vault does not answer', cause)
  })
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

function signatureFrom({ status, text }: Reply): Uint8Array {
  if (hopeless.includes(status)) throw misconfigured(`Vault answers ${status}`)
  if (status < 200 || status >= 300) throw unavailable(`Vault answers ${status}`)
  const answer = jsonOf(Answer, text)
  if (answer === undefined) throw unavailable('The answer from Vault cannot be read')
  const [, signature] = /^vault:v\d+:([A-Za-z0-9+/]+=*)$/.exec(String(answer.data?.signature)) ?? []
  if (signature === undefined) throw misconfigured('Vault answers without a signature')
  return new Uint8Array(Buffer.from(signature, 'base64'))
}

const unavailable = (detail: string, cause?: unknown): Problem =>
  new Problem('document.sealer-unavailable', detail, { cause })

const misconfigured = (detail: string): Problem => new Problem('document.sealer-misconfigured', detail)
