import type { z } from 'zod'

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>

/** But for tabs and line breaks. */
const controls = /[^\P{Cc}\t\n\r]/u
const turners = /[\u202a-\u202e\u2066-\u2069]/

/** Every text in a value that no storage keeps or no page can show as it is meant, whatever it is for. */
export function unfitTexts(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') {
    const message = unfit(value)
    return message === undefined ? [] : [{ path: [...path], message }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name]
    const message = unfit(name)
    return message === undefined ? unfitTexts(member, at) : [{ path: at, message: `its name ${message}` }]
  })
}

function unfit(text: string): string | undefined {
  if (!text.isWellFormed()) return 'must not hold half of a surrogate pair'
  if (controls.test(text)) return 'must not hold control characters'
  if (turners.test(text)) return 'must not hold characters that turn the direction of writing'
  return undefined
}
