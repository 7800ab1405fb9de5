import type { Config } from './config.ts'
import { ConfigError } from './settings/config-error.ts'
import type { Environment } from './process/environment.ts'
import { type ConfiguredFace, faceFindings, faceSeals, faceSettings } from './settings/face-settings.ts'
import { findKeptSecrets, keptSecrets } from './secrets/kept-secrets.ts'
import { masterKeyFindings } from './master-keys.ts'
import { managementFindings } from './management.ts'
import { noticeFindings } from './notices.ts'
import { operatorsFindings } from './operators.ts'
import { personRegisterFindings } from './person-register.ts'
import { rightsRegisterFindings } from './rights-register.ts'
import { productionFindings } from './production-rules.ts'
import { readSettings } from './settings/read-settings.ts'
import { sealFindings, sealOf } from './seal.ts'
import type { Settings } from './settings/settings.ts'
import { shownSettings } from './settings/shown-settings.ts'
import { toConfig } from './to-config.ts'
import { unsaidEnvironment } from './unsaid-environment.ts'

/**
 * The configuration, from the process's environment unless another is given. Throws one `ConfigError` that names every
 * setting at fault; for a server that others reach and that does not say what it is for, only that. In demo and test,
 * secrets that are missing are made once and kept in the data directory.
 */
export function readConfig(
  env: Environment = process.env,
  { faces = [] }: { faces?: readonly ConfiguredFace[] } = {},
): Config {
  const settings = readSettings(env, faces)
  const unsaid = unsaidEnvironment(env, settings)
  if (unsaid.length > 0) throw new ConfigError(unsaid)
  const findings = [
    ...findingsOf(settings),
    ...sealFindings(settings),
    ...masterKeyFindings(settings),
    ...managementFindings(settings),
    ...noticeFindings(settings),
    ...operatorsFindings(settings),
    ...personRegisterFindings(settings),
    ...rightsRegisterFindings(settings),
    ...faces.flatMap(face => faceFindings(env, face)),
  ]
  if (findings.length > 0) throw new ConfigError(findings)
  const seals = [sealOf(settings), ...faceSeals(env, faces)].filter(one => one !== undefined)
  if (seals.length > 1) throw new ConfigError(['The seal is set twice: by SAMTYKKE_SEAL_* and for a face'])
  const complete = settings.SAMTYKKE_ENV === 'production' ? settings : withKeptSecrets(settings)
  return deepFreeze({
    ...toConfig(complete),
    seal: seals[0],
    faces: settingsByFace(env, faces),
    shown: shownSettings(env, faces),
  })
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
  if (settings.SAMTYKKE_ENCRYPTION_KEYS || settings.SAMTYKKE_MASTER_KEY_PROVIDER !== 'settings')
    return settings
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
