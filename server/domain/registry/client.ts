import type { PartyIdentifier } from '../party.ts'
import type { PrivacyInformation } from './privacy-information.ts'
import type { KnownAsker } from '../requests/known-as.ts'
import type { SigningAlgorithm } from './signing-algorithm.ts'

/** `device_code` is RFC 8628; `ciba` is OpenID CIBA by polling, and only for clients that authenticate. */
export const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'jwt-bearer',
  'token-exchange',
  'device_code',
  'ciba',
] as const

export type GrantType = (typeof grantTypes)[number]

/** One way of a client to prove who it is (OpenID Connect Core section 9). */
export type AuthenticationMethod =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth'
  | 'none'

/** What a client is registered for: one way, or with `client_secret` both ways of sending a secret. */
export type ClientAuthentication = AuthenticationMethod | 'client_secret'

/** Methods that prove a private key: who uses one may have keys registered, and may keep to FAPI 2.0. */
export const asymmetricMethods: readonly ClientAuthentication[] = [
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
]

/** What names a client in a certificate (RFC 8705 section 2.1.2). */
export const certificateSubjects = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const

export interface CertificateSubject {
  readonly member: (typeof certificateSubjects)[number]
  readonly value: string
}

/** A registered program of a party. Immutable; a change is a new version. */
export interface Client {
  readonly id: string
  readonly version: number
  readonly face: string
  readonly name: string
  readonly owner: PartyIdentifier
  readonly ownerName: string
  /** Set when the owner carries out the work for another: that other is who asks. */
  readonly onBehalfOf: { readonly identifier: PartyIdentifier; readonly name: string } | undefined
  readonly authentication: ClientAuthentication
  readonly grantTypes: readonly GrantType[]
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  /** Audiences whose scopes it may ask for. */
  readonly audiences: readonly string[]
  /** The one of its audiences that it means when it asks by itself for neither an API nor a scope. */
  readonly defaultAudience?: string | undefined
  /** Clients whose access tokens it may exchange for narrower ones of its own (RFC 8693), as their processor. */
  readonly mayActFor?: readonly string[] | undefined
  /** OAuth scope values it may ask for. */
  readonly scopeValues: readonly string[]
  /** Types of authorization details it may ask for; none when not said. */
  readonly detailTypes?: readonly string[] | undefined
  readonly purposes: readonly string[]
  /** Set when this client is a resource server: the audience whose tokens it may introspect. */
  readonly resourceServerFor: string | undefined
  /** Up to two live secrets, so that they can be changed without an outage. */
  readonly secrets: readonly ClientSecret[]
  /** Public keys (JWK) for private_key_jwt, jwt-bearer and signed requests; with the certificate (`x5c`) for self_signed_tls_client_auth. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
  /** The security profile that it keeps to; what that sets stands in the other members. */
  readonly profile?: 'fapi2' | undefined
  /** Set when its tokens are good only together with a key: that of its proofs (RFC 9449) or of its certificate (RFC 8705). */
  readonly boundTokens?: 'dpop' | 'mtls' | undefined
  /** What its certificate is issued to, for tls_client_auth. */
  readonly certificateSubject?: CertificateSubject | undefined
  /** Whether it must push its authorization requests (RFC 9126). */
  readonly pushesRequests?: boolean | undefined
  /** What its ID tokens are signed with; what the issuer signs with when not said. */
  readonly idTokenAlgorithm?: SigningAlgorithm | undefined
  /** Whether it may begin an authorization without PKCE (RFC 9700 section 2.1.1); only for one that authenticates. */
  readonly pkceOptional?: boolean | undefined
  /** Whether its assertions may be for the token endpoint, too (OpenID Connect Core section 9). */
  readonly assertsTokenEndpoint?: boolean | undefined
  /** The one algorithm of its signed authorization requests (RFC 9101); any that its keys are for when not said. */
  readonly requestAlgorithm?: string | undefined
  /** Whether it must sign its authorization requests. */
  readonly signsRequests?: boolean | undefined
  /** Set when it is answered by signed authorization answers alone (JARM). */
  readonly answerAlgorithm?: SigningAlgorithm | undefined
  /** Set when it may have introspection's answers signed (RFC 9701). */
  readonly introspectionAlgorithm?: SigningAlgorithm | undefined
  /** What the one who asks tells givers of how it handles their information. */
  readonly privacy?: PrivacyInformation | undefined
  /** Set while nobody may do anything by it, by its tokens or for them: since when. */
  readonly suspendedAt?: Date | undefined
  /** What only one face needs. */
  readonly settings: Readonly<Record<string, string>>
}

/** `sha256` for generated secrets of 256 bits, `scrypt` for chosen ones. `digest` never leaves storage. */
export interface ClientSecret {
  readonly id: string
  readonly method: 'sha256' | 'scrypt'
  readonly digest: string
  readonly createdAt: Date
}

/** Whether the client may prove who it is in this way. */
export const mayUse = (
  { authentication }: Pick<Client, 'authentication'>,
  method: AuthenticationMethod,
): boolean =>
  authentication === 'client_secret' ? method.startsWith('client_secret') : authentication === method

/** Whether the client is the asker's own: not that of somebody who carries it out and asks for many. */
export const isAskersOwn = (
  client: Pick<Client, 'onBehalfOf'>,
  { handledBy }: { readonly handledBy: unknown },
): boolean => handledBy === undefined || client.onBehalfOf !== undefined

export interface ClientAsker extends KnownAsker {
  readonly identifier: PartyIdentifier
}

/** Who asks when this client does: its owner, whom people know by the client's name, or the one whose work the owner carries out. */
export const askerOf = (client: Client): ClientAsker =>
  client.onBehalfOf ?? { identifier: client.owner, name: client.ownerName, knownAs: client.name }

/** Who carries out the work of the one who asks: the owner, where that is somebody else. */
export const handlerOf = ({
  onBehalfOf,
  owner,
  ownerName,
}: Client): { readonly identifier: PartyIdentifier; readonly name: string } | undefined =>
  onBehalfOf && { identifier: owner, name: ownerName }
