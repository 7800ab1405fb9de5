import { importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'

export interface Tools {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  /** The token service, with the trailing slash. */
  readonly issuer: string
}

/** A program with a key. */
export interface Program {
  readonly clientId: string
  readonly jwk: Readonly<Record<string, string>>
  readonly scope: string
}

const Token = z.object({ access_token: z.string() })

/** An access token for an assertion that the program signs. */
export async function tokenFor(
  { clock, ids, issuer }: Tools,
  { clientId, jwk, scope }: Program,
): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1000)
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '' })
    .setIssuer(clientId)
    .setAudience(issuer)
    .setJti(ids.uuid())
    .setIssuedAt(now)
    .setExpirationTime(now + 60)
    .sign(await importJWK({ ...jwk }, 'RS256'))
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
  const response = await fetch(`${issuer}token`, { method: 'POST', body })
  return Token.parse(await response.json()).access_token
}
