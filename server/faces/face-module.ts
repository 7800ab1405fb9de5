import type { z } from 'zod'
import type { Client } from '../domain/registry/client.ts'
import type { Resource } from '../domain/registry/resource.ts'
import type { DeliveryKind } from '../domain/signals/signal-stream.ts'
import type { SignalDialect } from '../ports/signals/signal-dialect.ts'
import type { Purpose } from '../domain/requests/purpose.ts'
import type { Api } from '../http/api/api.ts'
import type { Pages } from '../http/pages/pages.ts'
import type { OAuthProfile } from '../ports/oauth/oauth-profile.ts'
import type { FaceClients } from '../ports/registry/client-rules.ts'
import type { RequestDialect } from '../ports/requests/request-dialect.ts'
import type { ConsoleTools } from './tools/console-tools.ts'
import type { DemoTools } from './tools/demo-tools.ts'
import type { DeskTools } from './tools/desk-tools.ts'
import type { DocumentTools } from './tools/document-tools.ts'
import type { EventTools } from './tools/event-tools.ts'
import type { HouseTools } from './tools/house-tools.ts'
import type { Brought, PreviewTools, QuestionPage, ReadQuestion, Sample } from './tools/preview-tools.ts'
import type { OAuthTools } from './tools/oauth-tools.ts'
import type { PageTools } from './tools/page-tools.ts'
import type { RegistryTools } from './tools/registry-tools.ts'
import type { SessionTools } from './tools/session-tools.ts'
import type { SourceTools } from './tools/source-tools.ts'

/** What a face is handed when it opens. Its functions take what they use of it, by name. */
export interface FaceTools
  extends HouseTools,
    RegistryTools,
    OAuthTools,
    EventTools,
    DeskTools,
    ConsoleTools,
    DocumentTools,
    SourceTools,
    PageTools,
    SessionTools,
    DemoTools {}

/** What a face shows the world. */
export interface Face {
  readonly api?: Api
  /** More of them, where they differ in how they answer. */
  readonly apis?: readonly Api[]
  readonly pages?: Pages
  /** What it shows operators, at the management port alone. */
  readonly management?: ManagementFace
  readonly oauth?: OAuthProfile
  /** The `iss` of the JWTs that it signs with RS256 by itself, without an `OAuthProfile`. */
  readonly tokenIssuer?: string
  /** How consent requests that its callers put by themselves are worded, and where an answer leads. */
  readonly requests?: RequestDialect
  /** Resources and purposes of its own, registered when the server starts. */
  readonly registry?: FaceRegistry
  /** Members of the house issuer's metadata (RFC 8414) that say where it is. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** How kinds of streams that receivers make here tell what happened. */
  readonly signals?: Readonly<Partial<Record<DeliveryKind, SignalDialect>>>
  readonly demo?: FaceDemo
}

export interface ManagementFace {
  readonly apis?: readonly Api[]
  readonly pages?: Pages
}

export interface FaceRegistry {
  readonly resources: readonly Resource[]
  readonly purposes: readonly Purpose[]
}

/** What a face makes of a declarative file, before anything of it is registered. */
export interface FacePreview {
  /** Resources and purposes of its own, which the file may name. */
  readonly registry?: FaceRegistry
  /** The consent types that the file gives; it is registered for this very purpose and nowhere else. */
  readonly samples?: (brought: Brought) => Promise<readonly Sample[]>
  /** In the face's own words; the house's when absent. */
  readonly question?: RequestDialect['question'] | undefined
  /** The page that questions of every face are shown on; of one face only. */
  readonly page?: (read: ReadQuestion) => QuestionPage
}

/** What a face adds to the demo world. */
export interface FaceDemo {
  /** What `demo.json` calls its members and its group of clients, which several faces may share; the face's own name when not said. */
  readonly section?: string
  /**
   * By the names that `demo.json` knows them by. Those with `private_key_jwt` get an RSA key, shown with its private part;
   * the others get a secret.
   */
  readonly clients?: Readonly<Record<string, ClientPlan>>
  /** What `demo.json` shows of a client besides, by the same names. */
  readonly shown?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Members of `demo.json` under the face's own name; its clients are given as they are shown. */
  readonly members?: (
    clients: Readonly<Record<string, ShownClient>>,
  ) => Promise<Readonly<Record<string, unknown>>>
  /** Puts into the stores what the face's part of the demo world needs. Repeating it changes nothing. */
  readonly seed?: () => Promise<void>
}

/** A client of a face as `demo.json` shows it: with its secret or its private key. */
export interface ShownClient {
  readonly client_id: string
  readonly client_secret?: string
  readonly jwk?: Readonly<Record<string, string>>
  readonly orgno?: string
  readonly scopes?: readonly string[]
  readonly redirect_uris?: readonly string[]
  readonly audience?: string
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
  /** Names of annotations that requests are looked for by. They are kept readable; every other may tell of a person. */
  readonly searched?: readonly string[]
  /** The seal that the settings name, in place of the house's own. */
  readonly seal?: (settings: Settings) => FaceSeal | undefined
  /** Where the settings let it ask others, by what for: `debt register` and an http address. */
  readonly asks?: (settings: Settings) => Readonly<Record<string, string>>
  readonly preview?: (tools: PreviewTools, settings: Settings) => FacePreview
  readonly open: (tools: FaceTools, settings: Settings) => Face
}

/** A face whose settings are still as they were written. */
export interface ListedFace {
  readonly name: string
  readonly settings: z.ZodType
  readonly clients?: FaceClients
  readonly searched?: readonly string[]
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly seal?: (settings: unknown) => FaceSeal | undefined
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly asks?: (settings: unknown) => Readonly<Record<string, string>>
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly preview?: (tools: PreviewTools, settings: unknown) => FacePreview
  /** Throws a `ZodError` for settings that are not the face's. */
  readonly open: (tools: FaceTools, settings: unknown) => Face
}

export const listed = <Settings>({
  name,
  settings,
  clients,
  searched,
  seal,
  asks,
  preview,
  open,
}: FaceModule<Settings>): ListedFace => ({
  name,
  settings,
  ...(clients && { clients }),
  ...(searched && { searched }),
  ...(seal && { seal: (given: unknown) => seal(settings.parse(given)) }),
  ...(asks && { asks: (given: unknown) => asks(settings.parse(given)) }),
  ...(preview && {
    preview: (tools: PreviewTools, given: unknown) => preview(tools, settings.parse(given)),
  }),
  open: (tools, given) => open(tools, settings.parse(given)),
})
