import { hkdfSync } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'

const stepSeconds = 60

export interface Nonces {
  next(): string
  isGood(nonce: string): boolean
}

/**
 * Nonces for proofs of possession, each made of the minute and of a key that all processes share: good from two minutes before
 * to two after. They are those of the issuer's engine, so that a client needs one for all that it calls here.
 */
export function nonces(key: () => Buffer, clock: Clock): Nonces {
  const of = (step: number): string => {
    const salt = Buffer.alloc(8)
    salt.writeBigUInt64BE(BigInt(step))
    return Buffer.from(hkdfSync('sha256', key(), salt, 'DPoP', 32)).toString('base64url')
  }
  const now = () => Math.floor(clock.now().getTime() / 1000 / stepSeconds)
  return {
    next: () => of(now() + 1),
    isGood: nonce => [-2, -1, 0, 1, 2].some(later => of(now() + later) === nonce),
  }
}
