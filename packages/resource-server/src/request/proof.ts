import { hash } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, EmbeddedJWK, type JWK } from 'jose'
import { proofAlgorithms, Refusal } from '../refusal.ts'
import { headerOf, type IncomingRequest, pathOf } from './incoming.ts'
import type { Replays } from './replays.ts'

export interface ProofRules {
  /** Scheme and host at which clients know the API. */
  readonly origin: string
  /** Seconds that clocks may differ by. */
  readonly clockTolerance: number
  readonly replays: Replays
  readonly now: () => number
}

/** Seconds after which a proof is too old. */
const longestAge = 60

/** Throws a `Refusal` unless the request proves the key with this thumbprint (RFC 9449 section 4.3). */
export async function assertProof(
  request: IncomingRequest,
  { token, jkt }: { readonly token: string; readonly jkt: string },
  rules: ProofRules,
): Promise<void> {
  const proof = headerOf(request, 'dpop')
  if (proof === undefined) throw refused('The request has no proof')
  const { claims, jwk } = await verified(proof)
  if (claims.htm !== request.method) throw refused('The proof is for another method')
  const address = normal(claims.htu)
  if (address === undefined || address !== normal(rules.origin + pathOf(request)))
    throw refused('The proof is for another address')
  if (claims.ath !== hash('sha256', token, 'base64url')) throw refused('The proof is for another token')
  const { iat, jti } = claims
  if (typeof iat !== 'number' || !isTimely(iat, rules)) throw refused('The proof is not of this moment')
  if (typeof jti !== 'string' || jti === '' || jti.length > 512) throw refused('The proof has no jti')
  if ((await calculateJwkThumbprint(jwk)) !== jkt) throw refused('The token is bound to another key')
  const name = hash('sha256', `${jkt} ${jti}`, 'base64url')
  const until = (iat + longestAge + rules.clockTolerance) * 1000
  if (!(await rules.replays.claim(name, until))) throw refused('The proof was used before')
}

const refused = (why: string): Refusal => new Refusal('invalid_dpop_proof', why)

async function verified(proof: string) {
  try {
    const { payload, protectedHeader } = await compactVerify(proof, EmbeddedJWK, {
      algorithms: [...proofAlgorithms],
    })
    if (protectedHeader.typ !== 'dpop+jwt') throw refused('The proof is of another type')
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
    return { claims: (claims ?? {}) as Readonly<Record<string, unknown>>, jwk: protectedHeader.jwk as JWK }
  } catch (error) {
    throw error instanceof Refusal ? error : refused('The proof cannot be verified')
  }
}

const isTimely = (iat: number, { clockTolerance, now }: ProofRules): boolean => {
  const age = now() / 1000 - iat
  return age <= longestAge + clockTolerance && age >= -clockTolerance
}

/** Without query and fragment, and with scheme, host and port as they are written in general. */
function normal(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined
  const { origin, pathname } = new URL(address)
  return origin + pathname
}
