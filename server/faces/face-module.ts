import type { z } from 'zod'
import type { Client } from '../domain/registry/client.ts'
import type { Purpose } from '../domain/requests/purpose.ts'
import type { Resource } from '../domain/registry/resource.ts'
import type { Api } from '../http/api.ts'
import type { Pages } from '../http/pages.ts'
import type { AccessTokenVerifier, TrustedIssuer } from '../ports/oauth/access-token-verifier.ts'
import type { Assertions } from '../ports/oauth/assertions.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { OpenBusinessCertificates } from '../ports/parties/business-certificates.ts'
import type { FaceClients } from '../ports/registry/client-rules.ts'
import type { Clock } from '../ports/clock.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { Digest } from '../ports/digest.ts'
import type { DocumentRenderer } from '../ports/documents/document-renderer.ts'
import type { DocumentSealer } from '../ports/documents/document-sealer.ts'
import type { IdentityProvider } from '../ports/sessions/identity-provider.ts'
import type { DebtSource, DebtSourceSettings } from '../ports/grants/debt-source.ts'
import type { EnergyMarket, EnergyMarketSettings } from '../ports/market/energy-market.ts'
import type { Ids } from '../ports/ids.ts'
import type { LoginSessionStore } from '../ports/sessions/login-session-store.ts'
import type { MarketRegister } from '../ports/market/market-register.ts'
import type { OAuthProfile } from '../ports/oauth/oauth-profile.ts'
import type { Markdown } from '../ports/markdown.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { PartyRightStore } from '../ports/parties/party-rights.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { PendingAuthorizations } from '../ports/oauth/pending-authorization.ts'
import type { PersonNumbers } from '../ports/parties/person-numbers.ts'
import type { ReceiptSigner } from '../ports/grants/receipt-signer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { ReplayGuard } from '../ports/oauth/replay-guard.ts'
import type { RequestDialect } from '../ports/requests/request-dialect.ts'
import type { Sealer } from '../ports/sealer.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import type {
  SignatureTrust,
  SignatureTrustSettings,
  SignatureValidator,
} from '../ports/documents/signature-validator.ts'
import type { TokenInspector } from '../ports/oauth/token-inspector.ts'
import type { SignerOf } from '../ports/oauth/token-signer.ts'
import type { Core } from '../usecases/index.ts'
import type { Notices } from '../usecases/notices/open-notices.ts'

/** What every face is handed when it opens. It takes what it uses, by name. */
export interface FaceTools {
  readonly core: Core
  readonly clients: ClientStore
  readonly registry: RegistryStore
  readonly parties: PartyStore
  readonly rights: PartyRightStore
  readonly replays: ReplayGuard
  readonly personNumbers: PersonNumbers
  readonly tokens: TokenInspector
  /** Signs JWTs with the house's own keys. */
  readonly signer: SignerOf
  readonly receipts: ReceiptSigner
  readonly documents: DocumentRenderer
  /** `undefined` in production without a seal. */
  readonly documentSealer: DocumentSealer | undefined
  readonly signatures: SignatureValidator
  /** Whom to trust with signatures. Throws for a directory without certificates. */
  readonly openSignatureTrust: (settings: SignatureTrustSettings) => SignatureTrust
  /** What `demo.json` shows of those who sign documents in the demo. */
  readonly demoSignatures?: Readonly<Record<string, unknown>> | undefined
  readonly audit: AuditLog
  readonly metrics: Pick<Metrics, 'tokenIssued' | 'introspected' | 'replayDetected'>
  readonly assertions: Assertions
  readonly openBusinessCertificates: OpenBusinessCertificates
  /** Takes the tokens of these issuers and, when `own` is set, of every face with a `tokenIssuer`. */
  readonly trustIssuers: (listed: readonly TrustedIssuer[], options: { own: boolean }) => AccessTokenVerifier
  /** How the requests of a face are shown and where an answer leads; faces say it, and `undefined` is the house's way. */
  readonly requestDialect: (face: string) => RequestDialect | undefined
  /** All of them, by the names of their faces. */
  readonly requestDialects: () => ReadonlyMap<string, RequestDialect>
  readonly markdown: Markdown
  /** The debt register at an address, the demo's own in demo and test when there is none, else `undefined`. */
  readonly openDebtSource: (settings: DebtSourceSettings) => DebtSource | undefined
  /** The energy market, each part of it where the settings say, else in our own register. Throws for bad addresses. */
  readonly market: (settings: EnergyMarketSettings) => EnergyMarket
  readonly marketRegister: MarketRegister
  /** `undefined` when the operator sends no e-mail. */
  readonly notices: Notices | undefined
  readonly sessions: LoginSessionStore
  readonly identityProvider: IdentityProvider
  readonly pending: PendingAuthorizations
  readonly renderer: PageRenderer
  readonly secrets: SecretHasher
  readonly sealer: Sealer
  readonly clock: Clock
  readonly ids: Ids
  readonly digest: Digest
  /** An RSA key (RS256) by this name, made on first sight and kept; in demo and test only. */
  readonly demoKeys?: ((name: string) => Promise<DemoKey>) | undefined
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
  /**
   * By the names that `demo.json` knows them by. Those with `private_key_jwt` get an RSA key, shown with its private part;
   * the others get a secret.
   */
  readonly clients?: Readonly<Record<string, ClientPlan>>
  /** What `demo.json` shows of a client besides, by the same names. */
  readonly shown?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Members of `demo.json` under the face's own name. */
  readonly members?: () => Promise<Readonly<Record<string, unknown>>>
  /** Puts into the stores what the face's part of the demo world needs. Repeating it changes nothing. */
  readonly seed?: () => Promise<void>
}

/** A signing key of somebody in the demo world, both parts. */
export interface DemoKey {
  readonly publicJwk: Readonly<Record<string, string>>
  readonly privateJwk: Readonly<Record<string, string>>
  /** A compact JWS (RS256) of these claims as they are. */
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
}

/** A client before it has secrets and keys. */
export type ClientPlan = Omit<Client, 'version' | 'secrets' | 'keys'>

/** The seal on documents when a face's own settings name it: certificates by their paths, and the Vault that signs. */
export interface FaceSeal {
  readonly certificateFile: string
  readonly intermediateFile: string
  readonly earlierFiles: readonly string[]
  readonly key: {
    readonly kind: 'vault'
    readonly engine: string
    readonly key: string
    readonly keyVersion: number
    readonly tokenFile: string
  }
}

/** What a face must export. */
export interface FaceModule<Settings = unknown> {
  readonly name: string
  readonly settings: z.ZodType<Settings>
  /** What clients may be registered at it; none when not said. */
  readonly clients?: FaceClients
  /** The seal that the settings name, in place of the house's own. */
  readonly seal?: (settings: Settings) => FaceSeal | undefined
  readonly open: (tools: FaceTools, settings: Settings) => Face
}

/** A face whose settings are still as they were written. */
export interface ListedFace {
  readonly name: string
  readonly settings: z.ZodType
  readonly clients?: FaceClients
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly seal?: (settings: unknown) => FaceSeal | undefined
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly open: (tools: FaceTools, settings: unknown) => Face
}

export const listed = <Settings>({
  name,
  settings,
  clients,
  seal,
  open,
}: FaceModule<Settings>): ListedFace => ({
  name,
  settings,
  ...(clients && { clients }),
  ...(seal && { seal: (given: unknown) => seal(settings.parse(given)) }),
  open: (tools, given) => open(tools, settings.parse(given)),
})
