import { hash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose'
import { fapi2Algorithms } from '../../../server/domain/registry/fapi2.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Proofs, ShownProof } from '../../../server/ports/oauth/proofs.ts'
import type { ReplayGuard } from '../../../server/ports/oauth/replay-guard.ts'
import { nonces } from './nonces.ts'

interface Materials {
  readonly clock: Clock
  readonly replays: ReplayGuard
  /** What nonces are made of, 32 bytes. */
  readonly nonceKey: () => Buffer
}

/** Seconds: a proof that was made later than this is refused, and none is good for longer than its nonce. */
const furthestAhead = 60
const remembered = 5 * 60

/** RFC 9449 section 4.3, and always with a nonce of ours. */
export function proofs({ clock, replays, nonceKey }: Materials): Proofs {
  const ours = nonces(nonceKey, clock)
  const seconds = () => clock.now().getTime() / 1000
  return {
    algorithms: fapi2Algorithms,
    nonce: ours.next,

    async judge(shown) {
      const read = await verified(shown.proof, clock)
      if (!read || !isAbout(shown, read.payload) || read.payload.iat! > seconds() + furthestAhead) {
        return { name: 'bad' }
      }
      const { nonce, jti } = read.payload
      if (typeof nonce !== 'string' || !ours.isGood(nonce)) return { name: 'nonce' }
      return { name: 'good', thumbprint: read.thumbprint, id: jti! }
    },

    take: (clientId, id) =>
      replays.burn(['proof', clientId, id], new Date(clock.now().getTime() + remembered * 1000)),
  }
}

interface Read {
  readonly payload: JWTPayload
  readonly thumbprint: string
}

/** `undefined` for what is no proof, or not signed by the key in it. Its own times are not looked at here. */
async function verified(proof: string, clock: Clock): Promise<Read | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...fapi2Algorithms],
      typ: 'dpop+jwt',
      currentDate: clock.now(),
      clockTolerance: Number.MAX_SAFE_INTEGER,
      requiredClaims: ['iat', 'jti', 'htm', 'htu', 'ath'],
    })
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk!) }
  } catch {
    return undefined
  }
}

function isAbout({ method, addresses, token }: ShownProof, { htm, htu, ath, jti, iat }: JWTPayload): boolean {
  if (typeof iat !== 'number' || typeof jti !== 'string' || jti === '') return false
  const url = typeof htu === 'string' ? URL.parse(htu) : null
  if (!url) return false
  Object.assign(url, { hash: '', search: '' })
  return (
    htm === method &&
    addresses.some(address => new URL(address).href === url.href) &&
    ath === hash('sha256', token, 'base64url')
  )
}
