import type { z } from 'zod'
import { ConfigError } from './config-error.ts'
import type { Environment } from '../process/environment.ts'
import type { SealConfig } from '../seal.ts'
import { textFromFile } from './text-from-file.ts'

/** A face as far as its configuration goes. */
export interface ConfiguredFace {
  readonly name: string
  /** An object of the face's settings; every value comes as text. */
  readonly settings: z.ZodType
  /** The seal on documents that they name. */
  readonly seal?: (settings: unknown) => SealConfig | undefined
}

type Values = Readonly<Record<string, string>>

/** The beginning of every variable that belongs to a face. */
export const prefixOf = ({ name }: Pick<ConfiguredFace, 'name'>): string => `SAMTYKKE_${name.toUpperCase()}_`

/**
 * The variables `SAMTYKKE_<FACE>_*`, their names without that prefix and in camel case: `loginLevel`. Each may stand in
 * a file that `<VARIABLE>_FILE` names. Throws a `ConfigError` when that cannot be read.
 */
export const faceSettings = (env: Environment, face: Pick<ConfiguredFace, 'name'>): Values =>
  Object.fromEntries(
    variablesOf(env, face).map(name => [camelCase(name.slice(prefixOf(face).length)), readValue(env, name)]),
  )

/** What the face would refuse of them, one line for each variable. */
export function faceFindings(env: Environment, face: ConfiguredFace): string[] {
  try {
    const parsed = face.settings.safeParse(faceSettings(env, face))
    return (parsed.error?.issues ?? []).flatMap(issue => toFindings(issue, face))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...error.findings]
  }
}

/** The seals that faces name in settings without findings. */
export const faceSeals = (env: Environment, faces: readonly ConfiguredFace[]): SealConfig[] =>
  faces.flatMap(face => face.seal?.(faceSettings(env, face)) ?? [])

const toFindings = (issue: z.core.$ZodIssue, face: ConfiguredFace): string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => `${variableOf(key, face)} is not a setting of the face ${face.name}`)
    : [`${variableOf(String(issue.path[0]), face)} cannot be used: ${issue.message}`]

const variablesOf = (env: Environment, face: Pick<ConfiguredFace, 'name'>): string[] => {
  const set = Object.keys(env).filter(name => name.startsWith(prefixOf(face)) && env[name])
  return [...new Set(set.map(name => name.replace(/_FILE$/, '')))]
}

function readValue(env: Environment, name: string): string {
  try {
    return textFromFile(env, name) ?? env[name] ?? ''
  } catch (error) {
    throw new ConfigError([`${name} ${(error as Error).message}`])
  }
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

const variableOf = (key: string, face: ConfiguredFace): string =>
  prefixOf(face) + key.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
