/** How samtykke is registered at an OpenID provider. */
export interface OpenidProvider {
  readonly issuer: string
  readonly clientId: string
  /** One of the two. */
  readonly clientSecret: string | undefined
  /** Private key (JWK, RSA or EC) for `private_key_jwt`. */
  readonly clientJwk: Readonly<Record<string, unknown>> | undefined
  /** An issuer over http: for the demo's and the tests' own provider on this machine. */
  readonly allowHttp: boolean
}
