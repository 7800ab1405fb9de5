import type { Configuration } from 'openid-client'
import { Problem } from '../../server/domain/problem.ts'
import type { IdentityProvider } from '../../server/ports/sessions/identity-provider.ts'

type Read = IdentityProvider['readFrontchannelLogout']

/** OpenID Connect Front-Channel Logout 1.0, 3. */
export const frontchannelLogoutReader =
  (discover: () => Promise<Configuration>): Read =>
  async ({ issuer, session }) => {
    const metadata = (await discover().catch(doubt)).serverMetadata()
    if (issuer !== metadata.issuer) {
      throw new Problem('logout-token.refused', 'Another issuer than our identity provider logs out')
    }
    const { authorization_endpoint: login, end_session_endpoint: logout } = metadata
    const pages = [issuer, login, logout].filter(url => url !== undefined)
    return {
      login: { subject: undefined, session },
      shownBy: [...new Set(pages.map(url => new URL(url).origin))],
    }
  }

function doubt(cause: unknown): never {
  throw new Problem('login.failed', 'The identity provider cannot be reached', { cause })
}
