import type { Clock } from '../../server/ports/clock.ts'
import type { PageRenderer } from '../../server/ports/page-renderer.ts'
import type { Accounts } from './accounts.ts'

/** What the test identity provider is made of. */
export interface TestIdpSettings {
  /** Absolute URL with a path, without a trailing slash: `http://localhost:3000/test-idp`. */
  readonly issuer: string
  /** The one relying party: samtykke itself. */
  readonly client: {
    readonly id: string
    readonly secret: string
    readonly redirectUris: readonly string[]
    readonly postLogoutRedirectUris: readonly string[]
  }
  /** Private key (JWK) that signs ID tokens, RSA (RS256) or EC (ES256). */
  readonly signingKey: Readonly<Record<string, unknown>>
  readonly cookieKey: string
  readonly accounts: Accounts
  readonly renderer: PageRenderer
  readonly clock: Clock
}
