import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import { Problem } from '../../server/domain/problem.ts'
import { unreadableBy } from '../../server/domain/registry/jwt-header.ts'
import type { AccessTokenVerifier, TrustedIssuer } from '../../server/ports/oauth/access-token-verifier.ts'
import type { Clock } from '../../server/ports/clock.ts'
import { isSafeAddress } from '../outbound/safe-address.ts'
import { localKeys, remoteKeys } from './remote-keys.ts'

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256']

/** An issuer's clock may be that many seconds off. */
const clockTolerance = 10

interface Issuers {
  /** Those whose keys the operator has said. */
  readonly listed: readonly TrustedIssuer[]
  /** Our own, asked for with the first token. */
  readonly own: () => readonly TrustedIssuer[]
}

interface Materials {
  readonly clock: Clock
  /** What a token may name as its audience; tokens for everybody are taken when not said. */
  readonly audiences?: readonly string[] | undefined
  /** Whether keys may be fetched without TLS, from this machine. */
  readonly allowLoopback: boolean
}

/** Takes the tokens of these issuers. Throws at once when the keys of a listed one lie at an address that is not safe. */
export function accessTokenVerifier(
  { listed, own }: Issuers,
  { clock, audiences, allowLoopback }: Materials,
): AccessTokenVerifier {
  for (const { issuer, keys } of listed) {
    if ('uri' in keys && !isSafeAddress(keys.uri, { allowLoopback })) {
      throw new Error(`The keys of the issuer ${issuer} must lie at an https address`)
    }
  }
  let known: ReadonlyMap<string, Trusted> | undefined
  const trusted = () => {
    known ??= new Map([...listed, ...own()].map(one => [one.issuer, { ...one, keySet: keySetOf(one.keys) }]))
    return known
  }
  return {
    async verify(token) {
      const issuer = issuerOf(token)
      const trust = issuer === undefined ? undefined : trusted().get(issuer)
      if (!trust) return undefined
      const claims = await verifiedClaims(token, trust, clock.now())
      if (!claims || !isMeantFor(audiences, claims)) return undefined
      const counts = (await trust.counts?.(claims)) ?? true
      return counts ? { issuer: trust.issuer, claims } : undefined
    },
  }
}

interface Trusted extends TrustedIssuer {
  readonly keySet: JWTVerifyGetKey
}

async function verifiedClaims(
  token: string,
  { issuer, keySet }: Trusted,
  currentDate: Date,
): Promise<JWTPayload | undefined> {
  const options = { issuer, algorithms, clockTolerance, currentDate, requiredClaims: ['exp'] }
  return jwtVerify(token, keySet, options).then(
    ({ payload }) => payload,
    error => {
      if (!isDoubt(error)) return undefined
      throw error instanceof Problem
        ? error
        : new Problem('issuer.unavailable', `The keys of ${issuer} cannot be had`, { cause: error })
    },
  )
}

const keySetOf = (keys: TrustedIssuer['keys']): JWTVerifyGetKey =>
  'uri' in keys ? remoteKeys(keys.uri) : async (header, token) => localKeys(await keys.read())(header, token)

/** What the real Maskinporten wrote into `aud` of tokens that were for no one API. */
const noAudience = 'unspecified'

function isMeantFor(ours: readonly string[] | undefined, { aud = [] }: JWTPayload): boolean {
  const named = [aud].flat().filter(one => one !== noAudience)
  return ours === undefined || named.length === 0 || named.some(one => ours.includes(one))
}

/** `undefined` also for a token that would have to be read in another way than ours. */
function issuerOf(token: string): string | undefined {
  try {
    if (unreadableBy(decodeProtectedHeader(token))) return undefined
    const { iss } = decodeJwt<{ iss?: unknown }>(token)
    return typeof iss === 'string' ? iss : undefined
  } catch {
    return undefined
  }
}

/** What is wrong with the token has an error of its own; all else says nothing about the token. */
const aboutToken = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

const isDoubt = (error: unknown): boolean => !aboutToken.some(one => error instanceof one)
