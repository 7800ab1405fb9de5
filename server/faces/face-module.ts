import type { z } from 'zod'
import type { Client } from '../domain/client.ts'
import type { Purpose } from '../domain/purpose.ts'
import type { Resource } from '../domain/resource.ts'
import type { Api } from '../http/api.ts'
import type { Pages } from '../http/pages.ts'
import type { AccessTokenVerifier, TrustedIssuer } from '../ports/access-token-verifier.ts'
import type { Clock } from '../ports/clock.ts'
import type { ClientStore } from '../ports/client-store.ts'
import type { Digest } from '../ports/digest.ts'
import type { IdentityProvider } from '../ports/identity-provider.ts'
import type { DebtSource, DebtSourceSettings } from '../ports/debt-source.ts'
import type { Ids } from '../ports/ids.ts'
import type { LoginSessionStore } from '../ports/login-session-store.ts'
import type { OAuthProfile } from '../ports/oauth-profile.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { PartyRights } from '../ports/party-rights.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { PendingAuthorizations } from '../ports/pending-authorization.ts'
import type { PersonNumbers } from '../ports/person-numbers.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import type { ReplayGuard } from '../ports/replay-guard.ts'
import type { RequestDialect } from '../ports/request-dialect.ts'
import type { Sealer } from '../ports/sealer.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import type { TokenInspector } from '../ports/token-inspector.ts'
import type { SignerOf } from '../ports/token-signer.ts'
import type { Core } from '../usecases/index.ts'

/** What every face is handed when it opens. It takes what it uses, by name. */
export interface FaceTools {
  readonly core: Core
  readonly clients: ClientStore
  readonly registry: RegistryStore
  readonly parties: PartyStore
  readonly rights: PartyRights
  readonly replays: ReplayGuard
  readonly personNumbers: PersonNumbers
  readonly tokens: TokenInspector
  /** Signs JWTs with the house's own keys. */
  readonly signer: SignerOf
  /** Takes the tokens of these issuers and, when `own` is set, of every face with a `tokenIssuer`. */
  readonly trustIssuers: (listed: readonly TrustedIssuer[], options: { own: boolean }) => AccessTokenVerifier
  /** How the requests of a face are shown and where an answer leads; faces say it, and `undefined` is the house's way. */
  readonly requestDialect: (face: string) => RequestDialect | undefined
  /** The debt register at an address, the demo's own in demo and test when there is none, else `undefined`. */
  readonly openDebtSource: (settings: DebtSourceSettings) => DebtSource | undefined
  readonly sessions: LoginSessionStore
  readonly identityProvider: IdentityProvider
  readonly pending: PendingAuthorizations
  readonly renderer: PageRenderer
  readonly secrets: SecretHasher
  readonly sealer: Sealer
  readonly clock: Clock
  readonly ids: Ids
  readonly digest: Digest
  /** Origin that issuers and links are made from, never the Host header. No trailing slash. */
  readonly publicUrl: string
}

/** What a face shows the world. */
export interface Face {
  readonly api?: Api
  /** More of them, where they differ in how they answer. */
  readonly apis?: readonly Api[]
  readonly pages?: Pages
  readonly oauth?: OAuthProfile
  /** The `iss` of the JWTs that it signs with RS256 by itself, without an `OAuthProfile`. */
  readonly tokenIssuer?: string
  /** How consent requests that its callers put by themselves are worded, and where an answer leads. */
  readonly requests?: RequestDialect
  /** Resources and purposes of its own, registered when the server starts. */
  readonly registry?: FaceRegistry
  readonly demo?: FaceDemo
}

export interface FaceRegistry {
  readonly resources: readonly Resource[]
  readonly purposes: readonly Purpose[]
}

/** What a face adds to the demo world. */
export interface FaceDemo {
  /** Clients with a secret, by the names that `demo.json` knows them by. */
  readonly clients: Readonly<Record<string, ClientPlan>>
}

/** A client before it has secrets and keys. */
export type ClientPlan = Omit<Client, 'version' | 'secrets' | 'keys'>

/** What a face must export. */
export interface FaceModule<Settings = unknown> {
  readonly name: string
  readonly settings: z.ZodType<Settings>
  readonly open: (tools: FaceTools, settings: Settings) => Face
}

/** A face whose settings are still as they were written. */
export interface ListedFace {
  readonly name: string
  readonly settings: z.ZodType
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly open: (tools: FaceTools, settings: unknown) => Face
}

export const listed = <Settings>({ name, settings, open }: FaceModule<Settings>): ListedFace => ({
  name,
  settings,
  open: (tools, given) => open(tools, settings.parse(given)),
})
