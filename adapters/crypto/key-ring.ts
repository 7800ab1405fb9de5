import { hkdfSync } from 'node:crypto'
import type { Ids } from '../../server/ports/ids.ts'
import type { KnownKeys } from '../../server/ports/keys/known-keys.ts'
import type { SealedPurpose, Sealer, Sealers } from '../../server/ports/sealer.ts'
import { type AesKey, openAes, sealAes } from './aes-gcm.ts'
import { fingerprint } from './fingerprint.ts'

interface Materials {
  /** Master keys, the newest first; each of at least 32 characters. */
  readonly keys: readonly string[]
  readonly ids: Pick<Ids, 'secret'>
}

/** Master keys, and what is derived from them. */
export interface KeyRing extends Sealers, KnownKeys {}

interface MasterKey {
  readonly id: string
  readonly sealing: Readonly<Record<SealedPurpose | typeof anything, AesKey>>
  readonly finding: Buffer
}

const purposes = ['numbers', 'texts', 'signing-keys', 'sessions'] as const satisfies readonly SealedPurpose[]

/** The key for everything, of versions without keys by purpose. What it sealed bears the master key's own id. */
const anything = 'anything'

/**
 * AES-256-GCM and HMAC-SHA-256, each under a key of its own by purpose that HKDF (RFC 5869) derives from a master key. The
 * newest master key is in use until another one is said to be.
 */
export function keyRing({ keys, ids }: Materials): KeyRing {
  const masters = keys.map(masterKey)
  let inUse = masters[0]
  let forOlderVersions = false

  const current = (): MasterKey => {
    if (!inUse) throw new Error('There is no encryption key')
    return inUse
  }
  const rest = (): readonly MasterKey[] => masters.filter(one => one !== inUse)

  const idUnder = ({ id }: MasterKey, purpose: SealedPurpose): string => `${id}/${purpose}`

  const sealerFor = (purpose: SealedPurpose): Sealer => {
    const currentId = () => (forOlderVersions ? current().id : idUnder(current(), purpose))
    const keyOf = (id: string): AesKey | undefined => {
      const master = masters.find(one => id === one.id || id === idUnder(one, purpose))
      return master?.sealing[id === master.id ? anything : purpose]
    }
    const keyNamed = (id: string, place: string): AesKey => {
      const key = keyOf(id)
      if (!key) throw new Error(`There is no key ${id} to open ${place}`)
      return key
    }
    return {
      get keyId() {
        return currentId()
      },
      get otherKeyIds() {
        const all = masters.flatMap(one => [one.id, idUnder(one, purpose)])
        return all.filter(id => id !== currentId())
      },
      seal(text, place) {
        const keyId = currentId()
        return { keyId, ciphertext: sealAes(text, { key: keyNamed(keyId, place), place, ids }) }
      },
      open: ({ keyId, ciphertext }, place) => openAes(ciphertext, { key: keyNamed(keyId, place), place }),
      fingerprints: (text, place) => [
        fingerprint(current().finding, text, place),
        ...rest().map(({ finding }) => fingerprint(finding, text, place)),
      ],
    }
  }

  return {
    numbers: sealerFor('numbers'),
    texts: sealerFor('texts'),
    'signing-keys': sealerFor('signing-keys'),
    sessions: sealerFor('sessions'),
    get known() {
      return masters.map(({ id }) => id)
    },
    get inUse() {
      return current().id
    },
    idOf: masterKeyId,
    add(key) {
      const made = masterKey(key)
      if (!masters.some(({ id }) => id === made.id)) masters.push(made)
      inUse ??= made
    },
    use(id) {
      const wanted = masters.find(one => one.id === id)
      if (!wanted)
        throw new Error(`The encryption key ${id}, which is in use in the database, is not configured`)
      inUse = wanted
    },
    sealForOlderVersions(wanted) {
      forOlderVersions = wanted
    },
  }
}

/** By which a master key is known where it is not kept: 12 hexadecimal digits. */
export const masterKeyId = (key: string): string => derived(key, 'id').toString('hex', 0, 6)

const masterKey = (key: string): MasterKey => ({
  id: masterKeyId(key),
  sealing: {
    anything: derived(key, 'seal'),
    ...(Object.fromEntries(purposes.map(one => [one, derived(key, `seal ${one}`)])) as Record<
      SealedPurpose,
      Buffer
    >),
  },
  finding: derived(key, 'find'),
})

const derived = (key: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, 'samtykke', use, 32))
