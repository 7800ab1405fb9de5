import type { z } from 'zod'
import { RegistryError } from './registry-error.ts'
import { toPath } from './to-path.ts'

/** One entry of the declarative format that did not come from a file. Throws a `RegistryError` that names the members. */
export function parseEntry<T>(schema: z.ZodType<T>, entry: unknown): T {
  const parsed = schema.safeParse(entry)
  if (parsed.success) return parsed.data
  throw new RegistryError(parsed.error.issues.map(({ path, message }) => `${toPath(path)}: ${message}`))
}
