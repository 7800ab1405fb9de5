import type { Configuration } from 'oidc-provider'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'

export const routes = (paths: OAuthPaths): NonNullable<Configuration['routes']> => ({
  authorization: paths.authorization,
  token: paths.token,
  introspection: paths.introspection,
  revocation: paths.revocation,
  userinfo: paths.userinfo,
  end_session: paths.endSession,
  jwks: paths.jwks,
  ...(paths.deviceAuthorization && {
    device_authorization: paths.deviceAuthorization,
    code_verification: paths.userCode,
  }),
  ...(paths.backchannelAuthentication && { backchannel_authentication: paths.backchannelAuthentication }),
  ...(paths.pushedAuthorization && { pushed_authorization_request: paths.pushedAuthorization }),
})
