import type { PartyId } from '../../domain/ids.ts'
import type { Sealed } from '../sealer.ts'

/** The key under which everything that can be read about one party is kept. */
export interface PartyKey {
  /** `place` is where the text belongs: sealed for one place, it opens in no other. */
  seal(text: string, place: string): Uint8Array
  /** Throws an ordinary `Error` for what was not sealed under it for this place. */
  open(ciphertext: Uint8Array, place: string): string
}

/** Keys by party, each wrapped by a key of ours. Who throws the wrapping away has erased all that was sealed under it. */
export interface PartyKeys {
  /** A new random key, wrapped for the party. */
  make(party: PartyId): Sealed
  /** The key in its wrapping. Those that were opened lately are known by heart. */
  unwrap(party: PartyId, wrapped: Sealed): PartyKey
  /** The same key, wrapped under the key that is in use now. */
  rewrap(party: PartyId, wrapped: Sealed): Sealed
  /** A key that nobody keeps: what it seals, nobody opens. */
  thrownAway(): PartyKey
}
