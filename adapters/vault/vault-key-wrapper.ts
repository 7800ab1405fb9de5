import { z } from 'zod'
import type { KeyWrapper } from '../../server/ports/keys/key-wrapper.ts'
import { jsonOf } from '../outbound/json-of.ts'
import { askTransit, type TransitSettings } from './ask-transit.ts'

const Encrypted = z.looseObject({ data: z.looseObject({ ciphertext: z.string().startsWith('vault:') }) })
const Decrypted = z.looseObject({ data: z.looseObject({ plaintext: z.base64() }) })

/** Wraps by a key that never leaves Vault, with its transit engine (`encrypt`, `decrypt`), over HTTP. */
export function vaultKeyWrapper(settings: TransitSettings): KeyWrapper {
  const ask = async <T>(act: 'encrypt' | 'decrypt', body: object, shape: z.ZodType<T>): Promise<T> => {
    const { status, text } = await askTransit(act, { settings, body })
    const answer = status === 200 ? jsonOf(shape, text) : undefined
    if (answer === undefined) throw new Error(`Vault answers ${status} when it is to ${act} a master key`)
    return answer
  }
  return {
    name: `vault:${settings.engine}/${settings.key}`,
    async wrap(key) {
      const { data } = await ask('encrypt', { plaintext: Buffer.from(key).toString('base64') }, Encrypted)
      return data.ciphertext
    },
    async unwrap(ciphertext) {
      const { data } = await ask('decrypt', { ciphertext }, Decrypted)
      return new Uint8Array(Buffer.from(data.plaintext, 'base64'))
    },
  }
}
