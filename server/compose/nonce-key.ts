import { derivedKey } from '../../adapters/crypto/derived-key.ts'
import type { Stores } from './storage.ts'

/** What nonces for proofs of possession are made of: the same in every process, and at every endpoint. */
export const nonceKey = ({ stayingKeys }: Pick<Stores, 'stayingKeys'>): Buffer =>
  derivedKey(stayingKeys().at(-1) ?? '', 'nonces for proofs of possession')
