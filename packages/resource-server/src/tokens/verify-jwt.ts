import { decodeProtectedHeader, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { TokenClaims } from '../access.ts'
import { Unanswered } from '../issuer/ask.ts'
import type { Issuer } from '../issuer/issuer.ts'
import { Refusal } from '../refusal.ts'

/** Whether a token is read here. Opaque tokens have no dots. */
export const isJwt = (token: string): boolean => token.split('.').length === 3

interface Expected {
  readonly audience: string
  readonly clockTolerance: number
  readonly now: () => number
}

const algorithms = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA', 'Ed25519']

/** The claims of a JWT access token (RFC 9068 section 4). Throws a `Refusal`, or `Unanswered` when its key cannot be had. */
export async function verifyJwt(
  token: string,
  issuer: Issuer,
  { audience, clockTolerance, now }: Expected,
): Promise<TokenClaims> {
  assertType(token)
  const { payload } = await signedBy(await issuer.keys(), token, {
    algorithms,
    issuer: issuer.name,
    audience,
    clockTolerance,
    currentDate: new Date(now()),
    requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
  }).catch(error => {
    throw error instanceof Unanswered ? error : refusalFor(error)
  })
  return payload as TokenClaims
}

/** Before any key is looked for: an ID token or an event of the same issuer is no access token. */
function assertType(token: string): void {
  const type = headerIn(token)
    ?.typ?.toLowerCase()
    .replace(/^application\//, '')
  if (type !== 'at+jwt') throw new Refusal('invalid_token', 'The token is no access token')
}

function headerIn(token: string) {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}

const refusalFor = (error: unknown): Refusal =>
  new Refusal(
    'invalid_token',
    error instanceof errors.JWTExpired ? 'The token has expired' : 'The token cannot be verified',
  )

type Options = NonNullable<Parameters<typeof jwtVerify>[2]>

/** `jwtVerify` that tells a key that cannot be had (`Unanswered`) from a token that is no good. */
export async function signedBy(keys: JWTVerifyGetKey, token: string, options: Options) {
  const found: JWTVerifyGetKey = async (header, input) => {
    try {
      return await keys(header, input)
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
        throw cause
      if (cause instanceof errors.JOSENotSupported) throw cause
      throw new Unanswered('The keys of the issuer could not be had', { cause })
    }
  }
  return jwtVerify(token, found, options)
}
