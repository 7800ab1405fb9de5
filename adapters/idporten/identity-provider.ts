import type { IdentityProvider, LoginWish } from '../../server/ports/sessions/identity-provider.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { Ids } from '../../server/ports/ids.ts'
import { beginCode, finishCode, logoutUrl } from '../openid/code-flow.ts'
import { discoverer } from '../openid/discoverer.ts'
import { toLoginProblem } from '../openid/to-login-problem.ts'
import { frontchannelLogoutReader } from './frontchannel-logout.ts'
import { identityOf } from './identity-of.ts'
import { logoutTokenReader } from './logout-token.ts'
import type { IdentityProviderSettings } from './settings.ts'

/** An OpenID Connect client of an identity provider like ID-porten: code, PKCE, state and nonce. */
export function idportenIdentityProvider(
  settings: IdentityProviderSettings,
  { ids, clock }: { ids: Pick<Ids, 'secret'>; clock: Clock },
): IdentityProvider {
  const discover = discoverer(settings)

  async function begin({ language, level, fresh, callbackUrl = settings.callbackUrl }: LoginWish) {
    const { url, attempt } = await beginCode(discover, ids, {
      callbackUrl,
      scope: 'openid profile',
      more: {
        acr_values: settings.acr[level],
        ui_locales: language,
        ...(fresh ? { prompt: 'login' } : {}),
      },
    })
    return { url, attempt: { ...attempt, level } }
  }

  return {
    begin: wish => begin(wish).catch(toLoginProblem),
    finish: (cameBack, attempt) =>
      finishCode(discover, cameBack, attempt)
        .then(({ claims }) => identityOf(claims, settings, attempt))
        .catch(toLoginProblem),
    readLogoutToken: logoutTokenReader({ discover, clientId: settings.clientId, clock }),
    readFrontchannelLogout: frontchannelLogoutReader(discover),
    logoutUrl: returnUrl => logoutUrl(discover, returnUrl),
  }
}
