import type { VaultConfig } from './seal.ts'
import type { Settings } from './settings/settings.ts'

/** Where master keys are wrapped; `undefined` when the settings hold them. One kind for each service. */
export type MasterKeysConfig = { readonly kind: 'vault' } & VaultConfig

const needed = [
  'SAMTYKKE_MASTER_VAULT_ADDRESS',
  'SAMTYKKE_MASTER_VAULT_KEY',
  'SAMTYKKE_MASTER_VAULT_TOKEN_FILE',
] as const

/** What is missing for the service that is to wrap them, and what is set though none is. */
export function masterKeyFindings(settings: Settings): string[] {
  const isVault = settings.SAMTYKKE_MASTER_KEY_PROVIDER === 'vault'
  return needed
    .filter(name => (settings[name] !== undefined) !== isVault)
    .map(name =>
      isVault
        ? `${name} is missing though SAMTYKKE_MASTER_KEY_PROVIDER is vault`
        : `${name} is set though SAMTYKKE_MASTER_KEY_PROVIDER is settings`,
    )
}

/** Of settings without findings. */
export function masterKeysOf(settings: Settings): MasterKeysConfig | undefined {
  if (settings.SAMTYKKE_MASTER_KEY_PROVIDER === 'settings') return undefined
  const namespace = settings.SAMTYKKE_MASTER_VAULT_NAMESPACE
  return {
    kind: 'vault',
    engine: `${settings.SAMTYKKE_MASTER_VAULT_ADDRESS}/v1/${settings.SAMTYKKE_MASTER_VAULT_MOUNT}`,
    key: settings.SAMTYKKE_MASTER_VAULT_KEY!,
    tokenFile: settings.SAMTYKKE_MASTER_VAULT_TOKEN_FILE!,
    ...(namespace !== undefined && { namespace }),
  }
}
