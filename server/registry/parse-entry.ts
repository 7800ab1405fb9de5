import type { z } from 'zod'
import { RegistryError } from './registry-error.ts'
import { toPath } from './to-path.ts'
import { unfitTexts } from './unfit-texts.ts'

/** One entry of the declarative format that did not come from a file. Throws a `RegistryError` that names the members. */
export function parseEntry<T>(schema: z.ZodType<T>, entry: unknown): T {
  const parsed = schema.safeParse(entry)
  const issues = [...unfitTexts(entry), ...(parsed.error?.issues ?? [])]
  if (parsed.success && issues.length === 0) return parsed.data
  throw new RegistryError(issues.map(({ path, message }) => `${toPath(path)}: ${message}`))
}
