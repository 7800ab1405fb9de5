import type { Environment } from '../process/environment.ts'
import { type ConfiguredFace, faceSettings, prefixOf } from './face-settings.ts'
import { settings, type Variable } from './settings.ts'

/** A setting as operators may see it. */
export interface ShownSetting {
  readonly name: string
  /** As it was written; `undefined` for one that has no value, and for a secret. */
  readonly value: string | undefined
  readonly from: 'environment' | 'file' | 'default'
  readonly isSecret: boolean
  readonly byDefault: string | undefined
  /** `undefined` for the settings of a face, which are described in its folder. */
  readonly meaning: string | undefined
}

/** Faces do not say which of their settings are secret; none whose name or value looks like one is shown. */
const secretName = /(secret|password|passphrase|token|key)(?!.*(file|path|dir|directory)$)/i
const addressWithPassword = /:\/\/[^/\s]*@/

/** Every setting of the house, and those of faces that are set; none that is secret is told. */
export const shownSettings = (
  env: Environment,
  faces: readonly Pick<ConfiguredFace, 'name'>[],
): readonly ShownSetting[] => [
  ...(Object.keys(settings) as Variable[]).map(name => ofHouse(env, name)),
  ...faces.flatMap(face => ofFace(env, face)),
]

function ofHouse(env: Environment, name: Variable): ShownSetting {
  const { byDefault, meaning, secret } = settings[name]
  const from = sourceOf(env, name)
  const value = from === 'default' ? byDefault : env[name]
  const isShown = !secret && !addressWithPassword.test(value ?? '')
  return { name, value: isShown ? value : undefined, from, isSecret: secret, byDefault, meaning }
}

const ofFace = (env: Environment, face: Pick<ConfiguredFace, 'name'>): ShownSetting[] =>
  Object.entries(faceSettings(env, face)).map(([member, value]) => {
    const name = prefixOf(face) + member.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
    const isSecret = secretName.test(name) || addressWithPassword.test(value)
    const from = sourceOf(env, name)
    return {
      name,
      value: isSecret ? undefined : value,
      from,
      isSecret,
      byDefault: undefined,
      meaning: undefined,
    }
  })

function sourceOf(env: Environment, name: string): ShownSetting['from'] {
  if (env[`${name}_FILE`]) return 'file'
  return env[name] ? 'environment' : 'default'
}
