import type { Settings } from './settings/settings.ts'

/** The seal on documents: files by their paths, and where the key is. */
export interface SealConfig {
  readonly certificateFile: string
  readonly intermediateFile: string
  readonly earlierFiles: readonly string[]
  readonly key:
    | { readonly kind: 'pem'; readonly pem: string; readonly passphrase: string | undefined }
    | { readonly kind: 'pkcs12'; readonly file: string; readonly password: string }
    | ({ readonly kind: 'vault' } & VaultConfig)
}

export interface VaultConfig {
  /** The address of the transit engine, without a trailing slash. */
  readonly engine: string
  readonly key: string
  readonly keyVersion?: number
  readonly namespace?: string
  readonly tokenFile: string
}

/** What is missing from a seal that is set in part, or set twice. */
export function sealFindings(settings: Settings): string[] {
  const set = Object.keys(settings).filter(
    name => isOwn(name) && settings[name as keyof Settings] !== undefined,
  )
  if (set.length === 0) return []
  const findings = missing(settings, ['SAMTYKKE_SEAL_CERTIFICATE_FILE', 'SAMTYKKE_SEAL_INTERMEDIATE_FILE'])
  const keys = keySettings.filter(name => settings[name] !== undefined)
  if (keys.length !== 1)
    return [...findings, `SAMTYKKE_SEAL_KEY is ${keys.length === 0 ? 'missing' : 'not alone'}; ${oneOf}`]
  if (keys[0] !== 'SAMTYKKE_SEAL_VAULT_ADDRESS') return findings
  return [...findings, ...missing(settings, ['SAMTYKKE_SEAL_VAULT_KEY', 'SAMTYKKE_SEAL_VAULT_TOKEN_FILE'])]
}

const keySettings = ['SAMTYKKE_SEAL_KEY', 'SAMTYKKE_SEAL_PKCS12_FILE', 'SAMTYKKE_SEAL_VAULT_ADDRESS'] as const

const oneOf = `give one of ${keySettings.join(', ')}`

/** The mount has a default. */
const isOwn = (name: string): boolean =>
  name.startsWith('SAMTYKKE_SEAL_') && name !== 'SAMTYKKE_SEAL_VAULT_MOUNT'

const missing = (settings: Settings, names: readonly (keyof Settings)[]): string[] =>
  names.filter(name => settings[name] === undefined).map(name => `${name} is missing though the seal is set`)

/** The seal of settings without findings, `undefined` when none is set. */
export function sealOf(settings: Settings): SealConfig | undefined {
  const {
    SAMTYKKE_SEAL_CERTIFICATE_FILE: certificateFile,
    SAMTYKKE_SEAL_INTERMEDIATE_FILE: intermediateFile,
  } = settings
  if (certificateFile === undefined || intermediateFile === undefined) return undefined
  return {
    certificateFile,
    intermediateFile,
    earlierFiles: settings.SAMTYKKE_SEAL_EARLIER_FILES ?? [],
    key: keyOf(settings),
  }
}

function keyOf(settings: Settings): SealConfig['key'] {
  const {
    SAMTYKKE_SEAL_KEY: pem,
    SAMTYKKE_SEAL_PKCS12_FILE: file,
    SAMTYKKE_SEAL_PASSPHRASE: passphrase,
  } = settings
  if (pem !== undefined) return { kind: 'pem', pem, passphrase }
  if (file !== undefined) return { kind: 'pkcs12', file, password: passphrase ?? '' }
  const namespace = settings.SAMTYKKE_SEAL_VAULT_NAMESPACE
  return {
    kind: 'vault',
    engine: `${settings.SAMTYKKE_SEAL_VAULT_ADDRESS}/v1/${settings.SAMTYKKE_SEAL_VAULT_MOUNT}`,
    key: settings.SAMTYKKE_SEAL_VAULT_KEY!,
    tokenFile: settings.SAMTYKKE_SEAL_VAULT_TOKEN_FILE!,
    ...(namespace !== undefined && { namespace }),
  }
}
