/** A running server under test. */
export interface Target {
  readonly name: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** What the load needs to know of an authorization server. */
export interface AuthorizationServer extends Target {
  readonly tokenUrl: string
  readonly authorizeUrl: string
  readonly introspectUrl: string
  readonly revokeUrl: string
  readonly audiences: { readonly opaque: string; readonly jwt: string }
  readonly scopes: { readonly opaque: string; readonly jwt: string }
  readonly machine: Credentials
  readonly resourceServer: Credentials
  /** Fields of the identity provider's form, for the first journey of each browser. */
  readonly login: Readonly<Record<string, string>>
  readonly web: Credentials & { readonly redirectUri: string; readonly scopeString: string }
}

export interface Credentials {
  readonly id: string
  readonly secret: string
}

/** The `Authorization` header of a client (RFC 6749 section 2.3.1). */
export const basic = ({ id, secret }: Credentials): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`
