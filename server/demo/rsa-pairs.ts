import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

export interface RsaPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** As many as the demo's clients, issuers and identity provider have. */
const pairsOfFirstStart = 12

const ahead: Promise<RsaPair>[] = []

const newPair = (): Promise<RsaPair> => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })

/** Begins with the pairs that a first start wants. It costs other processors than the one that starts the server. */
export function makePairsAhead(): void {
  for (let count = 0; count < pairsOfFirstStart; count++) {
    const pair = newPair()
    pair.catch(() => undefined)
    ahead.push(pair)
  }
}

/** A pair of 2048 bits that nobody else gets: one that was made ahead, or another. */
export const rsaPair = (): Promise<RsaPair> => ahead.shift() ?? newPair()
