import { z } from 'zod'
import { Problem } from '../../server/domain/problem.ts'
import type { SealSigner } from '../../server/ports/documents/seal-signer.ts'
import type { Reply } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'
import { askTransit, NoToken, type TransitSettings } from './ask-transit.ts'

export interface VaultSettings extends TransitSettings {
  /** The version of the key that signs; the latest when not said. */
  readonly keyVersion?: number
}

const Answer = z.looseObject({ data: z.looseObject({ signature: z.unknown() }).nullish() })

/** Signs with an RSA key that never leaves Vault (its transit engine), over HTTP. */
export function vaultSigner(settings: VaultSettings): SealSigner {
  return { sign: async bytes => signatureFrom(await answerTo(settings, bytes)) }
}

const answerTo = (settings: VaultSettings, bytes: Uint8Array): Promise<Reply> =>
  askTransit('sign', {
    settings,
    body: {
      input: Buffer.from(bytes).toString('base64'),
      hash_algorithm: 'sha2-256',
      signature_algorithm: 'pkcs1v15',
      ...(settings.keyVersion !== undefined && { key_version: settings.keyVersion }),
      prehashed: false,
    },
  }).catch((cause: unknown) => {
    if (cause instanceof Problem) throw cause
    throw unavailable(cause instanceof NoToken ? cause.message : 'Vault does not answer', cause)
  })

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
