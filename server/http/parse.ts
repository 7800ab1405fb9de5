import type { z } from 'zod'
import { type Finding, Malformed } from './api/refusals.ts'

/** A body that is wrong at every depth would take the square of its length to tell of. */
const mostUnfit = 20

/**
 * What a schema makes of what was sent. Throws `request.malformed` with everything that is found; of characters that are not
 * allowed with the first few.
 */
export function parse(schema: z.ZodType, value: unknown): unknown {
  const unfit = firstOf(unfitTexts(value))
  if (unfit.length > 0) throw new Malformed(unfit)
  const result = schema.safeParse(value)
  if (result.error) throw new Malformed(result.error.issues)
  return result.data
}

function firstOf(findings: Iterable<Finding>): readonly Finding[] {
  const first: Finding[] = []
  for (const finding of findings) if (first.push(finding) === mostUnfit) break
  return first
}

/** A value with the way to it from the whole, kept as a chain because a body may be as deep as it is long. */
interface Place {
  readonly value: unknown
  readonly name?: string
  readonly within?: Place
}

/** Texts and names that cannot be kept: half a character (a lone surrogate), or NUL, which the database takes nowhere. */
function* unfitTexts(sent: unknown): Generator<Finding> {
  const waiting: Place[] = [{ value: sent }]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place
    if (typeof value === 'string' && !isFit(value)) yield { path: pathTo(place), message: unfit }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    for (const [name, member] of Object.entries(value)) {
      if (isFit(name)) waiting.push({ value: member, name, within: place })
      else yield { path: pathTo(place), message: `The name of a member ${unfit}` }
    }
  }
}

function pathTo(place: Place): PropertyKey[] {
  const names: PropertyKey[] = []
  for (let at: Place | undefined = place; at?.name !== undefined; at = at.within)
    names.unshift(Array.isArray(at.within?.value) ? Number(at.name) : at.name)
  return names
}

const unfit = 'holds a character that is not allowed'

const isFit = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
