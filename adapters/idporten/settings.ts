import type { LoginLevel } from '../../server/domain/requests/purpose.ts'
import type { OpenidProvider } from '../openid/provider.ts'

/** How samtykke is registered at the identity provider. */
export interface IdentityProviderSettings extends OpenidProvider {
  /** The provider's `acr` for each of our levels. */
  readonly acr: Readonly<Record<LoginLevel, string>>
  /** Our redirect URI, as registered there. */
  readonly callbackUrl: string
}
