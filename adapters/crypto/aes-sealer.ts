import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { Ids } from '../../server/ports/ids.ts'
import type { Sealer } from '../../server/ports/sealer.ts'

interface Materials {
  /** Secrets, the newest first; each of at least 32 characters. Older ones still open what they sealed. */
  readonly keys: readonly [string, ...string[]]
  readonly ids: Pick<Ids, 'secret'>
}

interface Key {
  readonly id: string
  readonly sealing: Buffer
  readonly finding: Buffer
}

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** AES-256-GCM and HMAC-SHA-256, each under a key of its own derived from the secret (HKDF, RFC 5869). */
export function aesSealer({ keys, ids }: Materials): Sealer {
  const [newest, ...older] = [keyFrom(keys[0]), ...keys.slice(1).map(keyFrom)] as const
  const byId = new Map([newest, ...older].map(key => [key.id, key]))

  return {
    seal(text, place) {
      const nonce = Buffer.from(ids.secret(nonceLength), 'base64url')
      const cipher = createCipheriv(algorithm, newest.sealing, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return { keyId: newest.id, ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]) }
    },
    open({ keyId, ciphertext }, place) {
      const key = byId.get(keyId)
      if (!key) throw new Error(`There is no key ${keyId} to open ${place}`)
      const bytes = Buffer.from(ciphertext)
      const decipher = createDecipheriv(algorithm, key.sealing, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
      return (
        decipher.update(bytes.subarray(nonceLength + tagLength), undefined, 'utf8') + decipher.final('utf8')
      )
    },
    fingerprints: (text, place) => [
      fingerprint(newest, text, place),
      ...older.map(key => fingerprint(key, text, place)),
    ],
  }
}

const keyFrom = (secret: string): Key => ({
  id: derived(secret, 'id').toString('hex', 0, 6),
  sealing: derived(secret, 'seal'),
  finding: derived(secret, 'find'),
})

const derived = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'samtykke', use, 32))

const fingerprint = (key: Key, text: string, place: string): Buffer =>
  createHmac('sha256', key.finding)
    .update(JSON.stringify([place, text]))
    .digest()
