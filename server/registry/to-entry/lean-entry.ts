import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Written } from './written.ts'

/** An entry without the members that mean the same when they are not said. */
export const leanEntry = (schema: z.ZodType, entry: Written): Written =>
  Object.fromEntries(
    Object.entries(entry).filter(
      ([name, value]) => value !== undefined && !isDeepStrictEqual(value, usual(schema, name)),
    ),
  )

function usual(schema: z.ZodType, name: string): unknown {
  const member = schema instanceof z.ZodObject ? schema.shape[name] : undefined
  return member instanceof z.ZodDefault ? member.def.defaultValue : undefined
}
