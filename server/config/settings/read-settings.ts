import { ConfigError } from './config-error.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Environment } from '../process/environment.ts'
import { type ConfiguredFace, prefixOf } from './face-settings.ts'
import { type Settings, settings, type Variable } from './settings.ts'
import { textFromFile } from './text-from-file.ts'

const variables = Object.keys(settings) as Variable[]
const fileVariables = variables.filter(name => settings[name].secret).map(name => `${name}_FILE`)
const known = [...variables, ...fileVariables]

/** `SAMTYKKE_TEST_*` steers the tests and is nobody else's business. */
const prefixesOfOthers = ['SAMTYKKE_TEST_']

/**
 * The table filled from the environment; an empty variable counts as unset. Variables `SAMTYKKE_<FACE>_*` of the given
 * faces are left to them. Throws one `ConfigError` that names every variable at fault.
 */
export function readSettings(env: Environment, faces: readonly Pick<ConfiguredFace, 'name'>[]): Settings {
  const findings = unknownVariables(env, faces)
  const values: Partial<Record<Variable, unknown>> = {}
  for (const name of variables) {
    try {
      values[name] = readOne(env, name)
    } catch (error) {
      findings.push(`${name} ${(error as Error).message}`)
    }
  }
  if (findings.length > 0) throw new ConfigError(findings)
  return values as Settings
}

function readOne(env: Environment, name: Variable): unknown {
  const { schema, byDefault, secret } = settings[name]
  const raw = (secret && textFromFile(env, name)) || env[name] || byDefault
  if (raw === undefined) return undefined
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'cannot be read')
  return parsed.data
}

function unknownVariables(env: Environment, faces: readonly Pick<ConfiguredFace, 'name'>[]): string[] {
  const foreign = [...prefixesOfOthers, ...faces.map(prefixOf)]
  return Object.keys(env)
    .filter(name => name.startsWith('SAMTYKKE_') && !known.includes(name))
    .filter(name => !foreign.some(prefix => name.startsWith(prefix)))
    .map(name => {
      const meant = didYouMean(name, known)
      return `${name} is not a setting${meant ? `; did you mean ${meant}?` : ''}`
    })
}
