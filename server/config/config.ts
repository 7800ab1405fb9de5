import { ConfigError } from './config-error.ts'
import { type ConfiguredFace, faceFindings, faceSeals, faceSettings } from './face-settings.ts'
import { findKeptSecrets, keptSecrets } from './kept-secrets.ts'
import { noticeFindings, type NoticesConfig } from './notices.ts'
import { personRegisterFindings, type PersonsConfig } from './person-register.ts'
import { productionFindings } from './production-rules.ts'
import { type Environment, readSettings } from './read-settings.ts'
import { type SealConfig, sealFindings, sealOf } from './seal.ts'
import type { Settings } from './settings.ts'
import { toConfig } from './to-config.ts'

export interface NamedKey {
  readonly id: string
  readonly key: Buffer
}

/** Everything a process is told from outside. Frozen. */
export interface Config {
  readonly environment: 'demo' | 'test' | 'production'
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  /** Origin without a trailing slash; `undefined` when it follows from the port that the server gets. */
  readonly publicUrl: string | undefined
  readonly trustedProxies: number | readonly string[]
  readonly operatorName: string
  /** What the pages show of the operator beside the name. */
  readonly operator: {
    readonly contact: string | undefined
    readonly statementUrl: string | undefined
    readonly logoFile: string | undefined
    readonly color: string | undefined
    readonly textsFile: string | undefined
  }
  readonly dataDir: string
  readonly database: {
    /** `undefined` for the embedded one in the data directory. */
    readonly url: string | undefined
    readonly poolSize: number
    /** How a pooler between lends its connections; `auto` finds out whether there is one, and which. */
    readonly pooler: 'auto' | 'session' | 'transaction'
  }
  /** `undefined` when it is off. */
  readonly management: { readonly host: string; readonly port: number } | undefined
  readonly secrets: {
    /** The first encrypts, all decrypt. */
    readonly encryptionKeys: readonly NamedKey[]
  }
  /** `undefined` only in demo and test, which bring their own. */
  readonly identityProvider: IdentityProviderConfig | undefined
  readonly registryFile: string | undefined
  /** `undefined` when there is none; demo and test bring their own. */
  readonly seal: SealConfig | undefined
  readonly session: { readonly idleMinutes: number; readonly longestMinutes: number }
  /** Where e-mail to people is sent through, and from whom; `undefined` when none is sent. */
  readonly notices: NoticesConfig | undefined
  readonly persons: PersonsConfig
  readonly keyPublishAheadSeconds: number
  /** Of tokens that do not exist, per resource server. */
  readonly introspectionMissesPerMinute: number
  /** What happens by itself, and how often. */
  readonly jobs: {
    readonly expiry: { readonly everySeconds: number }
    readonly notices: { readonly everySeconds: number }
    readonly maintenance: { readonly firstSeconds: number; readonly everySeconds: number }
  }
  readonly lameDuckSeconds: number
  readonly drainSeconds: number
  readonly logLevel: Settings['SAMTYKKE_LOG_LEVEL']
  /** The variables `SAMTYKKE_<FACE>_*` by face, their names without that prefix and in camel case: `loginLevel`. */
  readonly faces: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Whether it brings its own people, keys and registers, and may ask this machine without TLS. */
export const isForTrying = ({ environment }: Pick<Config, 'environment'>): boolean =>
  environment !== 'production'

export interface IdentityProviderConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly clientJwk: Settings['SAMTYKKE_IDP_CLIENT_JWK']
  readonly acr: { readonly low: string; readonly substantial: string; readonly high: string }
}

/**
 * The configuration, from the process's environment unless another is given. Throws one `ConfigError` that names every
 * setting at fault. In demo and test, secrets that are missing are made once and kept in the data directory.
 */
export function readConfig(
  env: Environment = process.env,
  { faces = [] }: { faces?: readonly ConfiguredFace[] } = {},
): Config {
  const settings = readSettings(env, faces)
  const findings = [
    ...findingsOf(settings),
    ...sealFindings(settings),
    ...noticeFindings(settings),
    ...personRegisterFindings(settings),
    ...faces.flatMap(face => faceFindings(env, face)),
  ]
  if (findings.length > 0) throw new ConfigError(findings)
  const seals = [sealOf(settings), ...faceSeals(env, faces)].filter(one => one !== undefined)
  if (seals.length > 1) throw new ConfigError(['The seal is set twice: by SAMTYKKE_SEAL_* and for a face'])
  const complete = settings.SAMTYKKE_ENV === 'production' ? settings : withKeptSecrets(settings)
  return deepFreeze({ ...toConfig(complete), seal: seals[0], faces: settingsByFace(env, faces) })
}

function findingsOf(settings: Settings): string[] {
  if (settings.SAMTYKKE_ENV !== 'production') return incompleteLogin(settings)
  return productionFindings(settings, findKeptSecrets(settings.SAMTYKKE_DATA_DIR))
}

function incompleteLogin({ SAMTYKKE_IDP_ISSUER: issuer, SAMTYKKE_IDP_CLIENT_ID: id }: Settings): string[] {
  if (issuer && !id) return ['SAMTYKKE_IDP_CLIENT_ID is missing though SAMTYKKE_IDP_ISSUER is set']
  return id && !issuer ? ['SAMTYKKE_IDP_ISSUER is missing though SAMTYKKE_IDP_CLIENT_ID is set'] : []
}

function withKeptSecrets(settings: Settings): Settings {
  if (settings.SAMTYKKE_ENCRYPTION_KEYS) return settings
  const { SAMTYKKE_ENCRYPTION_KEYS } = keptSecrets(settings.SAMTYKKE_DATA_DIR)
  return {
    ...settings,
    SAMTYKKE_ENCRYPTION_KEYS: readSettings({ SAMTYKKE_ENCRYPTION_KEYS }, []).SAMTYKKE_ENCRYPTION_KEYS,
  }
}

const settingsByFace = (env: Environment, faces: readonly ConfiguredFace[]): Config['faces'] =>
  Object.fromEntries(faces.map(face => [face.name, faceSettings(env, face)]))

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (inner !== null && typeof inner === 'object' && !ArrayBuffer.isView(inner)) deepFreeze(inner)
  }
  return Object.freeze(value)
}
