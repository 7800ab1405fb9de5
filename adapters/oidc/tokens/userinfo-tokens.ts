import Provider from 'oidc-provider'
import type { KeptClaims } from '../configuration/token-claims.ts'

type Token = InstanceType<Provider['AccessToken']>

/**
 * Userinfo answers for a person's access token whatever API it is for, when it was asked for with `openid`. The engine
 * knows only tokens made for userinfo alone, so there it is shown the token as one.
 */
export function acceptAtUserinfo(provider: Provider): void {
  const { AccessToken } = provider
  const find = AccessToken.find.bind(AccessToken)
  Object.assign(AccessToken, {
    async find(...given: Parameters<typeof find>) {
      const token = (await find(...given)) as Token | undefined
      if (!token || Provider.ctx?.oidc?.route !== 'userinfo') return token
      const { protocol_scope } = (token.extra ?? {}) as Partial<KeptClaims>
      return Object.assign(token, { scope: protocol_scope, aud: undefined })
    },
  })
}
