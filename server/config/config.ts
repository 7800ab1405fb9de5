import type { UsualRetention } from '../domain/registry/retention.ts'
import type { AuditPlace } from './audit-place.ts'
import type { LimitsConfig } from './limits.ts'
import type { MasterKeysConfig } from './master-keys.ts'
import type { NoticesConfig } from './notices.ts'
import type { OperatorsConfig } from './operators.ts'
import type { RightsRegisterConfig } from './rights-register.ts'
import type { PersonsConfig } from './person-register.ts'
import type { SealConfig } from './seal.ts'
import type { ShownSetting } from './settings/shown-settings.ts'
import type { Settings } from './settings/settings.ts'

export interface NamedKey {
  readonly id: string
  readonly key: Buffer
}

/** The whole configuration of a process. Frozen. */
export interface Config {
  readonly environment: 'demo' | 'test' | 'production'
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  /** Origin without a trailing slash; `undefined` when it follows from the port that the server gets. */
  readonly publicUrl: string | undefined
  readonly trustedProxies: number | readonly string[]
  /** Certificates of clients: where they are asked for one, the header that names it, who may issue it. */
  readonly clientCertificates: {
    readonly origin: string | undefined
    readonly header: string
    readonly roots: string | undefined
  }
  readonly operatorName: string
  /** What the pages show of the operator beside the name. */
  readonly operator: {
    readonly contact: string | undefined
    readonly statementUrl: string | undefined
    readonly privacyContact: string | undefined
    readonly privacyOfficer: string | undefined
    readonly logoFile: string | undefined
    readonly color: string | undefined
    readonly textsFile: string | undefined
  }
  /** Whom to tell of a hole; `undefined` when nobody is to be told. */
  readonly securityContact: string | undefined
  readonly dataDir: string
  readonly database: {
    /** `undefined` for the embedded one in the data directory. */
    readonly url: string | undefined
    readonly poolSize: number
    /** Connections that the requests of one client may use at once. */
    readonly perClient: number | undefined
    /** How a pooler between lends its connections; `auto` finds out whether there is one, and which. */
    readonly pooler: 'auto' | 'session' | 'transaction'
  }
  /** `undefined` when it is off. */
  readonly management:
    | {
        readonly host: string
        /** 0 for a free one. */
        readonly port: number
        /** Where operators come, without a trailing slash; `undefined` when it follows from the host and the port. */
        readonly url: string | undefined
      }
    | undefined
  readonly secrets: {
    /** The newest first; all decrypt. */
    readonly encryptionKeys: readonly NamedKey[]
  }
  /** What wraps master keys in place of `secrets.encryptionKeys`. */
  readonly masterKeys: MasterKeysConfig | undefined
  /** `undefined` only in demo and test, which bring their own. */
  readonly identityProvider: IdentityProviderConfig | undefined
  /** Where operators log in to the console; `undefined` when there is none, or demo and test bring their own. */
  readonly operators: OperatorsConfig | undefined
  /** What operators do only when another one approves, as it was written. */
  readonly secondPairOfEyes: readonly string[]
  readonly registryFile: string | undefined
  /** `undefined` when there is none; demo and test bring their own. */
  readonly seal: SealConfig | undefined
  readonly session: { readonly idleMinutes: number; readonly longestMinutes: number }
  /** Where e-mail to people is sent through, and from whom; `undefined` when none is sent. */
  readonly notices: NoticesConfig | undefined
  /** How long whoever got a consent has to answer that what was fetched is to be deleted. */
  readonly deletionDays: number
  readonly persons: PersonsConfig
  readonly rightsRegister: RightsRegisterConfig | undefined
  readonly audit: AuditPlace
  readonly keyPublishAheadSeconds: number
  readonly ledger: {
    readonly anchorEverySeconds: number
    /** Where anchors are kept beside the database; `undefined` when nowhere. */
    readonly anchorDir: string | undefined
  }
  /** Of tokens that do not exist, per resource server. */
  readonly introspectionMissesPerMinute: number
  readonly limits: LimitsConfig
  /** To receivers of signals. */
  readonly delivery: {
    readonly giveUpDays: number
    readonly privateHosts: readonly string[]
    /** How long feeds keep an event after its consent has ended. */
    readonly keepMonths: number
  }
  /** How long what is kept of a consent stays after its end, where its purpose says nothing. */
  readonly retention: UsualRetention
  /** What happens by itself, and how often. */
  readonly jobs: {
    readonly expiry: { readonly everySeconds: number }
    readonly notices: { readonly everySeconds: number }
    readonly keys: { readonly everySeconds: number }
    readonly maintenance: { readonly firstSeconds: number; readonly everySeconds: number }
  }
  readonly lameDuckSeconds: number
  readonly drainSeconds: number
  /** The settings themselves, as operators may see them. */
  readonly shown: readonly ShownSetting[]
  readonly logLevel: Settings['SAMTYKKE_LOG_LEVEL']
  /** The variables `SAMTYKKE_<FACE>_*` by face, their names without that prefix and in camel case: `loginLevel`. */
  readonly faces: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Whether it brings its own people, keys and registers, and may ask this machine without TLS. */
export const isForTrying = ({ environment }: Pick<Config, 'environment'>): boolean =>
  environment !== 'production'

/** Whether givers must be told how their information is handled before anybody may ask them. */
export const demandsPrivacy = ({ environment }: Pick<Config, 'environment'>): boolean =>
  environment === 'production'

export interface IdentityProviderConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly clientJwk: Settings['SAMTYKKE_IDP_CLIENT_JWK']
  readonly acr: { readonly low: string; readonly substantial: string; readonly high: string }
}
