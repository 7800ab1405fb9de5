import { type Configuration, fetchUserInfo } from 'openid-client'
import type { Ids } from '../../server/ports/ids.ts'
import type { OperatorIdentity, OperatorLogin } from '../../server/ports/operators/operator-login.ts'
import { beginCode, finishCode, logoutUrl } from '../openid/code-flow.ts'
import { discoverer } from '../openid/discoverer.ts'
import { toLoginProblem } from '../openid/to-login-problem.ts'
import { claimAt, rolesIn } from './roles-in.ts'
import type { OperatorLoginSettings } from './settings.ts'

type Claims = Readonly<Record<string, unknown>>

/** An OpenID Connect client of the operators' own provider: code, PKCE, state and nonce. */
export function operatorLogin(
  settings: OperatorLoginSettings,
  { ids }: { readonly ids: Pick<Ids, 'secret'> },
): OperatorLogin {
  const discover = discoverer(settings)

  const finish: OperatorLogin['finish'] = async (cameBack, attempt) => {
    const { accessToken, claims } = await finishCode(discover, cameBack, attempt)
    const hasRoles = claimAt(claims, settings.roleClaim) !== undefined
    const told: Claims = hasRoles
      ? claims
      : { ...claims, ...(await asked(await discover(), accessToken, claims.sub)) }
    return { id: claims.sub, name: nameIn(told), roles: rolesIn(told, settings) }
  }

  return {
    provider: new URL(settings.issuer).host,
    begin: ({ language, callbackUrl }) =>
      beginCode(discover, ids, {
        callbackUrl,
        scope: settings.scope,
        more: { ui_locales: language },
      }).catch(toLoginProblem),
    finish: (cameBack, attempt) => finish(cameBack, attempt).catch(toLoginProblem),
    logoutUrl: returnUrl => logoutUrl(discover, returnUrl),
  }
}

/** Providers that keep the ID token small tell of roles at their userinfo endpoint alone. */
const asked = async (provider: Configuration, accessToken: string, subject: string): Promise<Claims> =>
  provider.serverMetadata().userinfo_endpoint === undefined
    ? {}
    : fetchUserInfo(provider, accessToken, subject)

const longestName = 200

function nameIn(claims: Claims): OperatorIdentity['name'] {
  const names = [claims.name, claims.preferred_username, claims.email, claims.sub]
  const name = names.find(one => typeof one === 'string' && one.trim() !== '')
  return String(name).trim().slice(0, longestName)
}
