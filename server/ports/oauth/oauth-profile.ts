import type { GrantId, PartyId } from '../../domain/ids.ts'
import type { AuthenticationMethod, Client } from '../../domain/registry/client.ts'
import type { DetailType } from '../../domain/registry/detail-type.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import type { OAuthDialect } from './oauth-dialect.ts'
import type { SigningAlgorithm } from '../../domain/registry/signing-algorithm.ts'

/** What a face asks of OAuth, naming no library. One profile is one issuer. */
export interface OAuthProfile {
  readonly face: string
  /** Absolute URL. Endpoints lie below it. */
  readonly issuer: string
  /** Paths below the issuer, each beginning with a slash. */
  readonly paths: OAuthPaths
  /** Where the browser goes when a person must log in or decide. */
  readonly interactionPath: (uid: string) => string
  readonly lifetimes: Lifetimes
  readonly clientAuthentication: readonly AuthenticationMethod[]
  /** Protocol scopes that belong to no resource: `openid`, `offline_access`, … with the claims they give. */
  readonly protocolScopes: Readonly<Record<string, readonly string[]>>
  /** Such of them as only clients that are registered for them may ask for; none when not said. */
  readonly registeredScopes?: readonly string[]
  /** Scopes of OpenID Connect that are passed over beside `openid`: there is nothing to tell under them. */
  readonly unknownScopes?: readonly string[]
  /** Claims that a client learns of the person by other ways than its protocol scopes; she reads of them each time. */
  readonly alwaysTells?: readonly string[]
  /** Further parameters of the authorization endpoint that the consent step reads. */
  readonly extraParameters: readonly string[]
  /** Where clients manage the grants that they have (Grant Management for OAuth 2.0), and whether they must; they cannot when not said. */
  readonly managesGrants?: { readonly path: string; readonly required: boolean }
  findClient(id: string, how?: 'anew'): Promise<Client | undefined>
  /** Whether there is such a client, and nobody may do anything by it for now. */
  isSuspended(id: string): Promise<boolean>
  findResource(audience: string): Promise<Resource | undefined>
  /** How long at most a JWT under a consent for this purpose lives, in seconds; as long as any for its API when not said. */
  longestJwt?(purposeId: string): Promise<number | undefined>
  /** Types of authorization details (RFC 9396) that may be asked for; there is no such thing here when not said. */
  detailTypes?(): Promise<readonly DetailType[]>
  /** The audience when a request names none; `undefined` when there is no single one. */
  defaultAudience(client: Client): string | undefined
  /**
   * Claims about a person for the ID token and userinfo, `undefined` when there is no such person. `scopes` are the
   * protocol scopes that give claims here; what others would give is not handed out anyway.
   */
  claims(
    party: PartyId,
    grantId: GrantId | undefined,
    scopes: readonly string[],
  ): Promise<Readonly<Record<string, unknown>> | undefined>
  /** What signs JWT access tokens. */
  readonly signing: SigningAlgorithm
  /** Where a list tells which JWT access tokens under a grant have ended; these then name their place in one. */
  readonly statusListUri?: (list: number) => string
  /** Whether clients may bind their tokens to keys, and sign what they ask (FAPI 2.0). */
  readonly knowsFapi?: boolean
  /** Whether processors may have tokens of their own for those of the clients they act for (RFC 8693). */
  readonly exchangesTokens?: boolean
  /** What ID tokens may be signed with, first for clients that name none. */
  readonly idTokenSigning: readonly [SigningAlgorithm, ...SigningAlgorithm[]]
  /** Where this issuer departs from what the standards have as their usual way. */
  readonly dialect?: OAuthDialect
}

export interface OAuthPaths {
  readonly authorization: string
  readonly token: string
  readonly introspection: string
  readonly revocation: string
  readonly userinfo: string
  readonly endSession: string
  readonly jwks: string
  /** Where clients push authorization requests (RFC 9126); there is no such place when not said. */
  readonly pushedAuthorization?: string
  /** Where clients of devices ask (RFC 8628), if they may. */
  readonly deviceAuthorization?: string
  /** The page where a person types the code that her device shows. */
  readonly userCode?: string
  /** Where clients ask a person who is not at their pages (OpenID CIBA), if they may. */
  readonly backchannelAuthentication?: string
}

/** All in seconds. */
export interface Lifetimes {
  readonly code: number
  readonly accessToken: number
  readonly clientCredentialsToken: number
  readonly refreshToken: number
  readonly idToken: number
  /** How long an authorization waits for a person to log in; who has may answer for as long as her login can last. */
  readonly interaction: number
  readonly session: number
  /** How long a device waits for its person. */
  readonly device?: number
  /** How long a client waits that asks a person by the backchannel and names no time, and how long at most. */
  readonly backchannel?: { readonly usual: number; readonly most: number }
}
