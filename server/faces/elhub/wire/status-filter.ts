import { z } from 'zod'
import { refuse } from './refusals.ts'

/** Statuses with commas between; a parameter that is given twice counts as one. */
export const StatusFilter = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .describe('Statuses, comma-separated; every status when blank')

/** The statuses wanted, each once, or `undefined` for all. Throws for one that is none of those `known`. */
export function readStatusFilter<Status extends string>(
  given: z.infer<typeof StatusFilter>,
  known: readonly Status[],
): readonly Status[] | undefined {
  const raw = Array.isArray(given) ? given.join(',') : (given ?? '')
  if (raw.trim() === '') return undefined
  const words = raw.split(',')
  const isKnown = (word: string): word is Status => known.some(status => status === word)
  if (words.every(isKnown)) return [...new Set(words)]
  throw refuse('invalid-input', {
    detail: `Invalid filter[status] value '${raw}'. Valid values: ${known.join(', ')}`,
  })
}

/** The filter as links repeat it, brackets and commas as they are. */
export const filterLink = (statuses: readonly string[] | undefined): string =>
  statuses === undefined ? '' : `&filter[status]=${statuses.join(',')}`
