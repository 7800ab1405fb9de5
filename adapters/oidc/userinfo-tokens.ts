import Provider from 'oidc-provider'

type Token = InstanceType<Provider['AccessToken']>

/**
 * Userinfo answers for a person's access token whatever API it is for, when the person agreed to `openid`. The engine
 * knows only tokens made for userinfo alone, so there it is shown the token as one.
 */
export function acceptAtUserinfo(provider: Provider): void {
  const { AccessToken } = provider
  const find = AccessToken.find.bind(AccessToken)
  Object.assign(AccessToken, {
    async find(...given: Parameters<typeof find>) {
      const token = (await find(...given)) as Token | undefined
      if (!token || Provider.ctx?.oidc?.route !== 'userinfo') return token
      const grant = await provider.Grant.find(token.grantId ?? '')
      return Object.assign(token, { scope: grant?.getOIDCScope(), aud: undefined })
    },
  })
}
