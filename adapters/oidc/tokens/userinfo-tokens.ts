import Provider from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { KeptClaims } from '../configuration/token-claims.ts'

type Token = InstanceType<Provider['AccessToken']>

/** A login and nothing more of the person. */
const loginOnly = 'openid'

/**
 * Userinfo answers for a person's access token whatever API it is for, when it was asked for with `openid`. The engine
 * knows only tokens made for userinfo alone, so there it is shown the token as one. The API holds the token, too: where it
 * may not learn who she is, userinfo tells no more than that she logged in, and her client knows the rest by its ID token.
 */
export function acceptAtUserinfo(
  provider: Provider,
  { findResource }: Pick<OAuthProfile, 'findResource'>,
): void {
  const { AccessToken } = provider
  const find = AccessToken.find.bind(AccessToken)

  const told = async (token: Token): Promise<string> => {
    const { protocol_scope: asked = '' } = (token.extra ?? {}) as Partial<KeptClaims>
    const audience = [token.aud].flat()[0]
    if (audience === undefined || (await findResource(audience))?.revealsIdentity) return asked
    return asked.split(' ').includes(loginOnly) ? loginOnly : ''
  }

  Object.assign(AccessToken, {
    async find(...given: Parameters<typeof find>) {
      const token = (await find(...given)) as Token | undefined
      if (!token || Provider.ctx?.oidc?.route !== 'userinfo') return token
      return Object.assign(token, { scope: await told(token), aud: undefined })
    },
  })
}
