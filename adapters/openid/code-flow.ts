import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  type Configuration,
} from 'openid-client'
import { Problem } from '../../server/domain/problem.ts'
import type { Ids } from '../../server/ports/ids.ts'
import type { CodeAttempt } from '../../server/ports/sessions/code-attempt.ts'

type Discover = () => Promise<Configuration>

interface Asked {
  readonly callbackUrl: string
  readonly scope: string
  /** Further parameters of the authorization request. */
  readonly more: Readonly<Record<string, string>>
}

/** Begins a login by code, with PKCE, state and nonce: where the browser goes, and what its answer must fit. */
export async function beginCode(
  discover: Discover,
  ids: Pick<Ids, 'secret'>,
  { callbackUrl, scope, more }: Asked,
): Promise<{ readonly url: string; readonly attempt: CodeAttempt }> {
  const attempt = { state: ids.secret(), nonce: ids.secret(), codeVerifier: ids.secret(), callbackUrl }
  const url = buildAuthorizationUrl(await discover(), {
    redirect_uri: callbackUrl,
    scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    ...more,
  })
  return { url: url.href, attempt }
}

/** The tokens for a code that came back, and what the ID token says. Throws for what does not fit the attempt. */
export async function finishCode(discover: Discover, cameBack: URL, attempt: CodeAttempt) {
  if (cameBack.searchParams.get('state') !== attempt.state) {
    throw new Problem('login.stale', 'The answer is for another attempt')
  }
  const answered = new URL(attempt.callbackUrl)
  answered.search = cameBack.search
  const tokens = await authorizationCodeGrant(await discover(), answered, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.codeVerifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('There is no ID token')
  return { accessToken: tokens.access_token, claims }
}

/** Where the browser is logged out there, too; `undefined` where that is not possible, or nobody answers. */
export async function logoutUrl(discover: Discover, returnUrl: string): Promise<string | undefined> {
  const configuration = await discover().catch(() => undefined)
  if (!configuration?.serverMetadata().end_session_endpoint) return undefined
  // No `id_token_hint`: the ID token may hold what belongs in no address, such as a national identity number.
  return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnUrl }).href
}
