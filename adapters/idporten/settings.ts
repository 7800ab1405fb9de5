import type { LoginLevel } from '../../server/domain/requests/purpose.ts'

/** How samtykke is registered at the identity provider. */
export interface IdentityProviderSettings {
  readonly issuer: string
  readonly clientId: string
  /** One of the two. */
  readonly clientSecret: string | undefined
  /** Private key (JWK, RSA or EC) for `private_key_jwt`. */
  readonly clientJwk: Readonly<Record<string, unknown>> | undefined
  /** The provider's `acr` for each of our levels. */
  readonly acr: Readonly<Record<LoginLevel, string>>
  /** Our redirect URI, as registered there. */
  readonly callbackUrl: string
  /** An issuer over http: for the demo's and the tests' own provider on this machine. */
  readonly allowHttp: boolean
}
