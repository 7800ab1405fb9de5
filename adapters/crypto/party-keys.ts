import type { PartyId } from '../../server/domain/ids.ts'
import type { Ids } from '../../server/ports/ids.ts'
import type { PartyKey, PartyKeys } from '../../server/ports/parties/party-keys.ts'
import type { Sealer } from '../../server/ports/sealer.ts'
import { type AesKey, openAes, sealAes } from './aes-gcm.ts'

interface Materials {
  readonly sealer: Sealer
  readonly ids: Pick<Ids, 'secret'>
  /** How many are known by heart. */
  readonly most?: number
}

interface Opened {
  readonly wrapping: Uint8Array
  readonly key: PartyKey
}

const keyBytes = 32

const placeOf = (party: PartyId): string => `party-key/${party}`

/** Keys of 256 bits by party, wrapped by AES-256-GCM. */
export function aesPartyKeys({ sealer, ids, most = 10_000 }: Materials): PartyKeys {
  const opened = new Map<PartyId, Opened>()

  const toKey = (key: AesKey): PartyKey => ({
    seal: (text, place) => sealAes(text, { key, place, ids }),
    open: (ciphertext, place) => openAes(ciphertext, { key, place }),
  })

  const remember = (party: PartyId, one: Opened): void => {
    const [first] = opened.keys()
    if (opened.size >= most && first !== undefined) opened.delete(first)
    opened.set(party, one)
  }

  return {
    make: party => sealer.seal(ids.secret(keyBytes), placeOf(party)),

    unwrap(party, wrapped) {
      const known = opened.get(party)
      if (known && Buffer.compare(known.wrapping, wrapped.ciphertext) === 0) return known.key
      const key = toKey(Buffer.from(sealer.open(wrapped, placeOf(party)), 'base64url'))
      opened.delete(party)
      remember(party, { wrapping: wrapped.ciphertext, key })
      return key
    },

    rewrap: (party, wrapped) => sealer.seal(sealer.open(wrapped, placeOf(party)), placeOf(party)),

    thrownAway: () => toKey(Buffer.from(ids.secret(keyBytes), 'base64url')),
  }
}
