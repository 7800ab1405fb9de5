import type { OAuthProfile } from '../oauth/oauth-profile.ts'
import type { Client, ClientAuthentication, GrantType } from '../../domain/registry/client.ts'

/** What clients may be at one face. */
export interface FaceClients {
  readonly authentication: readonly ClientAuthentication[]
  readonly grantTypes: readonly GrantType[]
  /** Algorithms that a client's own key may sign with. */
  readonly keyAlgorithms: readonly string[]
  /** Whether a client may come without any key and prove itself by its organization's certificate. */
  readonly takesCertificates?: boolean
  /** Whether clients may push their requests, bind their tokens to keys and sign what they ask (FAPI 2.0). */
  readonly knowsFapi?: boolean
  /** What ID tokens may be signed with, first for clients that name none; set when the face is an OAuth issuer. */
  readonly idTokenSigning?: OAuthProfile['idTokenSigning']
  /** Protocol scopes that belong to no resource, with the claims they give; set when the face is an OAuth issuer. */
  readonly protocolScopes?: Readonly<Record<string, readonly string[]>>
}

/** What becomes of clients once they are registered. */
export interface ClientRules {
  /** By the name of the face; `undefined` for a face that has no clients. */
  ofFace(face: string): FaceClients | undefined
  /** Scope values that no resource may have, because they mean something else at some issuer. */
  readonly reservedScopes: ReadonlySet<string>
  /** Why the endpoints of its face would refuse every request of the client, in their words; `undefined` when not. */
  refusal(client: Client): string | undefined
}
