import type { z } from 'zod'

/** What a text holds when it is JSON of this shape; a parser's complaint would quote it, so there is none. */
export function jsonOf<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
