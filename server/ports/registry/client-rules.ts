import type { OAuthProfile } from '../oauth/oauth-profile.ts'
import type { Client, ClientAuthentication, GrantType } from '../../domain/registry/client.ts'
import type { LocalizedText } from '../../domain/text/text.ts'

/** A kind of client that is usual at a face, for forms to begin with. */
export interface ClientPreset {
  readonly title: LocalizedText
  /** Members of its entry in the declarative file; `face` goes without saying. */
  readonly entry: Readonly<Record<string, unknown>>
  /** Members that whoever registers one is asked for, beside its id, its names and its owner. */
  readonly asks: readonly (
    | 'redirect_uris'
    | 'audiences'
    | 'scopes'
    | 'purposes'
    | 'resource_server_for'
    | 'keys'
    | 'privacy'
  )[]
}

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
  /** By names of their own. */
  readonly presets?: Readonly<Record<string, ClientPreset>>
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
