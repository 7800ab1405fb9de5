import { z } from 'zod'
import type { Page, PageRequest } from '../../../ports/requests/consent-query.ts'

/** Members of the query of every list. */
export const paging = {
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('`next` of the page before; from the beginning when not said'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('The most to give'),
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('The cursor to go on from; absent on the last page'),
  })

export const pageRequest = ({
  cursor,
  limit,
}: {
  readonly cursor?: string | undefined
  readonly limit: number
}): PageRequest => ({ after: cursor, limit })

export const shownPage = <T, Shown>({ items, next }: Page<T>, shown: (item: T) => Shown) => ({
  items: items.map(shown),
  ...(next !== undefined && { next }),
})
