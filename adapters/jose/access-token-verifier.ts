import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import { Problem } from '../../server/domain/problem.ts'
import type { AccessTokenVerifier, TrustedIssuer } from '../../server/ports/access-token-verifier.ts'
import type { Clock } from '../../server/ports/clock.ts'

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256']

/** An issuer's clock may be that many seconds off. */
const clockTolerance = 10

const remote = { timeoutDuration: 5_000, cooldownDuration: 10_000, cacheMaxAge: 600_000 }

/**
 * Takes the tokens of these issuers, with keys that are kept for ten minutes and fetched again for an unknown one. Who they
 * are is asked with the first token.
 */
export function accessTokenVerifier(
  issuers: () => readonly TrustedIssuer[],
  { clock }: { readonly clock: Clock },
): AccessTokenVerifier {
  let known: ReadonlyMap<string, JWTVerifyGetKey> | undefined
  const keySets = () => {
    known ??= new Map(issuers().map(({ issuer, keys }) => [issuer, keySetOf(keys)]))
    return known
  }
  return {
    async verify(token) {
      const issuer = issuerOf(token)
      const keySet = issuer === undefined ? undefined : keySets().get(issuer)
      if (issuer === undefined || !keySet) return undefined
      const options = {
        issuer,
        algorithms,
        clockTolerance,
        currentDate: clock.now(),
        requiredClaims: ['exp'],
      }
      return jwtVerify(token, keySet, options).then(
        ({ payload }) => ({ issuer, claims: payload }),
        error => {
          if (isDoubt(error)) throw new Problem('issuer.unavailable', `The keys of ${issuer} cannot be had`)
          return undefined
        },
      )
    },
  }
}

const keySetOf = (keys: TrustedIssuer['keys']): JWTVerifyGetKey =>
  'uri' in keys
    ? createRemoteJWKSet(new URL(keys.uri), remote)
    : async (header, token) =>
        createLocalJWKSet({ keys: (await keys.read()) as unknown as JWK[] })(header, token)

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
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
