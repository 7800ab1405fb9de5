import type { z } from 'zod'
import type { EntryFault } from '../../ports/registry/registry-entries.ts'
import type { Finding } from '../findings/finding.ts'
import { type RegistryFile, registrySchema } from '../registry-schema.ts'
import { twins } from '../twins.ts'
import { unfitTexts } from '../unfit-texts.ts'
import { toPath } from '../to-path.ts'

export type ListName = Exclude<keyof RegistryFile, 'market'>

/** A file of one entry, or what is wrong with its form. */
export type ReadFile =
  | { readonly file: RegistryFile; readonly faults?: undefined }
  | { readonly faults: readonly EntryFault[] }

export function fileOfOne(list: ListName, entry: unknown): ReadFile {
  const content = { [list]: [entry] }
  const parsed = registrySchema.safeParse(content)
  const issues = [
    ...unfitTexts(content),
    ...(parsed.error?.issues.flatMap(unrecognized) ?? []),
    ...(parsed.success ? twins(parsed.data).map(path => ({ path, message: 'stands here twice' })) : []),
  ]
  if (parsed.success && issues.length === 0) return { file: parsed.data }
  return { faults: issues.map(({ path, message }) => faultAt(path.slice(2), message)) }
}

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>

/** Each member that the format does not know, by its own path. */
const unrecognized = (issue: z.core.$ZodIssue): readonly Issue[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({ path: [...issue.path, key], message: 'is not a member of the file format' }))
    : [issue]

const faultAt = (path: readonly PropertyKey[], message: string): EntryFault => ({
  pointer: toPointer(path),
  text: path.length === 0 ? message : `${toPath(path)}: ${message}`,
})

/** Of a finding about the one entry of a file. */
export const faultOf = ({ path, text }: Finding): EntryFault => ({ pointer: toPointer(path.slice(2)), text })

const toPointer = (path: readonly PropertyKey[]): string =>
  path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
