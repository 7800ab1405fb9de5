import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

const read = ['GET', 'HEAD', 'OPTIONS']
const write = ['POST', 'OPTIONS']

/** The methods that a path of the issuer answers to, `undefined` for a path that is not its own. */
export function endpointsOf({
  issuer,
  paths,
}: OAuthProfile): (path: string) => readonly string[] | undefined {
  const base = new URL(issuer).pathname.replace(/\/$/, '')
  const methods = new Map<string, readonly string[]>([
    [paths.authorization, ['GET', 'HEAD', 'POST']],
    [paths.token, write],
    [paths.introspection, write],
    [paths.revocation, write],
    ...(paths.deviceAuthorization ? [[paths.deviceAuthorization, write] as const] : []),
    ...(paths.backchannelAuthentication ? [[paths.backchannelAuthentication, ['POST']] as const] : []),
    ...(paths.pushedAuthorization ? [[paths.pushedAuthorization, write] as const] : []),
    [paths.userinfo, [...read, 'POST']],
    [paths.endSession, ['GET', 'HEAD', 'POST']],
    [`${paths.endSession}/confirm`, ['POST']],
    [`${paths.endSession}/success`, ['GET', 'HEAD']],
    [paths.jwks, read],
    ['/.well-known/openid-configuration', read],
    ['/.well-known/oauth-authorization-server', read],
  ])
  // @NOTE Going on uses up what waits, so it is no address for HEAD.
  const resumes = new RegExp(`^${paths.authorization}/[A-Za-z0-9_-]+$`)
  return path => {
    if (!path.startsWith(base)) return undefined
    const own = path.slice(base.length)
    return methods.get(own) ?? (resumes.test(own) ? ['GET'] : undefined)
  }
}
