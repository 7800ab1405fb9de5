import { buildAuthorizationUrl, buildEndSessionUrl, calculatePKCECodeChallenge } from 'openid-client'
import { Problem } from '../../server/domain/problem.ts'
import type {
  IdentityProvider,
  LoginAttempt,
  LoginWish,
} from '../../server/ports/sessions/identity-provider.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { Ids } from '../../server/ports/ids.ts'
import { discoverer } from './discoverer.ts'
import { finishLogin } from './finish-login.ts'
import { frontchannelLogoutReader } from './frontchannel-logout.ts'
import { logoutTokenReader } from './logout-token.ts'
import type { IdentityProviderSettings } from './settings.ts'
import { toLoginProblem } from './to-login-problem.ts'

/** An OpenID Connect client of an identity provider like ID-porten: code, PKCE, state and nonce. */
export function idportenIdentityProvider(
  settings: IdentityProviderSettings,
  { ids, clock }: { ids: Pick<Ids, 'secret'>; clock: Clock },
): IdentityProvider {
  const discover = discoverer(settings)

  async function begin({ language, level, fresh, callbackUrl = settings.callbackUrl }: LoginWish) {
    const attempt: LoginAttempt = {
      state: ids.secret(),
      nonce: ids.secret(),
      codeVerifier: ids.secret(),
      level,
      callbackUrl,
    }
    const url = buildAuthorizationUrl(await discover(), {
      redirect_uri: callbackUrl,
      scope: 'openid profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      acr_values: settings.acr[level],
      ui_locales: language,
      ...(fresh ? { prompt: 'login' } : {}),
    })
    return { url: url.href, attempt }
  }

  return {
    begin: wish => begin(wish).catch(toLoginProblem),
    async finish(callbackUrl, attempt) {
      if (callbackUrl.searchParams.get('state') !== attempt.state) {
        throw new Problem('login.stale', 'The answer is for another attempt')
      }
      return finishLogin(settings, { discover, callbackUrl, attempt }).catch(toLoginProblem)
    },
    readLogoutToken: logoutTokenReader({ discover, clientId: settings.clientId, clock }),
    readFrontchannelLogout: frontchannelLogoutReader(discover),
    async logoutUrl(returnUrl) {
      const configuration = await discover().catch(() => undefined)
      if (!configuration?.serverMetadata().end_session_endpoint) return undefined
      // No `id_token_hint`: the ID token holds the national identity number, which belongs in no address.
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnUrl }).href
    },
  }
}
