import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Ids } from '../../server/ports/ids.ts'

/** 32 bytes. */
export type AesKey = Uint8Array

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

interface Place {
  readonly key: AesKey
  /** Associated data: what was sealed for one place opens in no other. */
  readonly place: string
}

/** AES-256-GCM (NIST SP 800-38D): a random nonce of 12 bytes, the tag of 16, and what was encrypted. */
export function sealAes(text: string, { key, place, ids }: Place & { ids: Pick<Ids, 'secret'> }): Uint8Array {
  const nonce = Buffer.from(ids.secret(nonceLength), 'base64url')
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Throws an ordinary `Error` for bytes of another key or place, and for bytes that were changed. */
export function openAes(ciphertext: Uint8Array, { key, place }: Place): string {
  const bytes = Buffer.from(ciphertext)
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
  return decipher.update(bytes.subarray(nonceLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
}
