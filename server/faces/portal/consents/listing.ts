import { z } from 'zod'
import type { PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { type Readership, ReadFor } from './read-for.ts'
import { Search } from './search.ts'

/** What of "my consents" is asked for. */
export const ListQuery = z.object({
  standing: z.enum(['waiting', 'active', 'ended', 'declined']).default('active'),
  after: z.string().max(500).optional(),
  for: ReadFor,
  /** A request that was declined just now. */
  answered: z.uuid().optional(),
  ...Search,
})

export type ListQuery = z.infer<typeof ListQuery>

/** Who reads which list of whose. */
export interface Reading {
  readonly request: PageRequest<unknown, ListQuery, unknown>
  readonly session: LoginSession
  readonly readership: Readership
}

export const pageSize = 25

/** An address of this list, of the same party. */
export const here = (
  { readership: { other } }: Pick<Reading, 'readership'>,
  query: Readonly<Record<string, string>>,
): string => `/consents?${new URLSearchParams({ ...query, ...(other && { for: other.id }) })}`
