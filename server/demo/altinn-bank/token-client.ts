import { importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import { Refused } from './refused.ts'

export interface TokenSettings {
  /** Of the token service. */
  readonly tokenEndpoint: string
  /** What assertions are for: the token service's name, with its final slash. */
  readonly audience: string
  readonly clientId: string
  /** The client's private key. */
  readonly key: Readonly<Record<string, string>>
}

interface Tools {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

const Token = z.object({
  access_token: z.string(),
  expires_in: z.int(),
  scope: z.string(),
  token_type: z.string(),
})

const TokenError = z.object({ error: z.string(), error_description: z.string().optional() })

const lifetime = 10

export type TokenClient = ReturnType<typeof tokenClient>

/** A client of Maskinporten: an assertion for every token, and a token for every call. */
export function tokenClient(
  { tokenEndpoint, audience, clientId, key }: TokenSettings,
  { clock, ids }: Tools,
) {
  const assertion = async (claims: Readonly<Record<string, unknown>>): Promise<string> => {
    const now = Math.floor(clock.now().getTime() / 1000)
    const usual = { aud: audience, iss: clientId, exp: now + lifetime, iat: now, jti: ids.uuid() }
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid ?? '', typ: 'JWT' })
      .sign(await importJWK({ ...key }, 'RS256'))
  }

  return async (scope: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const response = await fetch(tokenEndpoint, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ grant_type, assertion: await assertion({ scope, ...claims }) }),
      signal: AbortSignal.timeout(30_000),
    })
    const body: unknown = await response.json()
    if (response.ok) return Token.parse(body).access_token
    const { error, error_description = '' } = TokenError.parse(body)
    throw new Refused(`${error}: ${error_description}`)
  }
}
