import { z } from 'zod'
import { osloTime } from './time.ts'

export interface Paging {
  /** From zero. */
  readonly number: number
  readonly size: number
}

const most = 100
const largestNumber = 2 ** 31 - 1

/** A parameter that may be given twice; the first counts. */
const Lenient = z.union([z.string(), z.array(z.string())]).optional()

export const PagingQuery = z.object({
  'page[number]': Lenient.describe('Which page, from 0; what is no number is 0'),
  'page[size]': Lenient.describe('How many on a page, 1 to 100; what is no number is 100'),
})

/** Never fails: what is no whole number is the default, what is out of range the nearest that is in it. */
export const readPaging = (query: z.infer<typeof PagingQuery>): Paging => ({
  number: Math.max(0, wholeNumber(query['page[number]']) ?? 0),
  size: Math.min(most, Math.max(1, wholeNumber(query['page[size]']) ?? most)),
})

function wholeNumber(given: string | readonly string[] | undefined): number | undefined {
  const text = typeof given === 'string' ? given : given?.[0]
  if (text === undefined || !/^[+-]?\d{1,10}$/.test(text)) return undefined
  const number = Number(text)
  return Math.abs(number) <= largestNumber ? number : undefined
}

interface Listed<Data> {
  readonly data: readonly Data[]
  readonly total: number
  readonly path: string
  readonly paging: Paging
  /** What follows the page's parameters in every link. */
  readonly filter?: string
  readonly now: Date
}

/** A page of a list with its links, whose brackets are not encoded. */
export function listDocument<Data>({ data, total, path, paging, filter = '', now }: Listed<Data>) {
  const { number, size } = paging
  const pages = Math.ceil(total / size)
  const last = Math.max(pages - 1, 0)
  const link = (page: number): string => `${path}?page[number]=${page}&page[size]=${size}${filter}`
  return {
    data,
    links: {
      self: link(number),
      first: link(0),
      last: link(last),
      ...(number > 0 && { prev: link(number - 1) }),
      ...(number < last && { next: link(number + 1) }),
    },
    meta: {
      createdAt: osloTime(now),
      totalItems: total,
      totalPages: pages,
      page: number,
      pageSize: size,
    },
  }
}

const ListLinks = z
  .object({
    self: z.string().describe('This page'),
    first: z.string().describe('The first page'),
    last: z.string().describe('The last page'),
    prev: z.string().optional().describe('The page before'),
    next: z.string().optional().describe('The page after'),
  })
  .describe('Links')

const ListMeta = z
  .object({
    createdAt: z.string().describe('Now, ISO 8601 in Norwegian time'),
    totalItems: z.int().describe('How many there are'),
    totalPages: z.int().describe('How many pages they fill'),
    page: z.int().describe('Which page this is, from 0'),
    pageSize: z.int().describe('How many stand on a page'),
  })
  .describe('About the list')

/** The document with a page of things. */
export const pageOf = <Resource extends z.ZodType>(resource: Resource) =>
  z.object({ data: z.array(resource).describe('Newest first'), links: ListLinks, meta: ListMeta })
