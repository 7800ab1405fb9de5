import { z } from 'zod'
import type { Party } from '../../../domain/party.ts'
import type { Readership } from './read-for.ts'

/** What a person looks for among consents: words, one asker, or the askers themselves. */
export const Search = {
  q: z.string().trim().max(100).optional(),
  asker: z.uuid().optional(),
  by: z.literal('asker').optional(),
}

export interface Searched {
  readonly standing: string
  readonly q?: string | undefined
  readonly asker?: string | undefined
  readonly by?: 'asker' | undefined
}

/** The part of an address that keeps what is looked for. */
export const searchQuery = ({ q, asker, by }: Searched): Readonly<Record<string, string>> => ({
  ...(q && { q }),
  ...(asker && { asker }),
  ...(by && { by }),
})

export const isSearched = (searched: Searched): boolean => Object.keys(searchQuery(searched)).length > 0

interface Form {
  readonly searched: Searched
  readonly readership: Readership
  /** The one asker whose consents are shown. */
  readonly asker: Party | undefined
  /** Makes addresses of this list. */
  readonly here: (query: Readonly<Record<string, string>>) => string
}

/** What the form above a list shows and sends. */
export const searchForm = ({ searched, readership, asker, here }: Form) => ({
  q: searched.q ?? '',
  hidden: { standing: searched.standing, ...(readership.other && { for: readership.other.id }) },
  asker: asker?.displayName,
  all: here({ standing: searched.standing }),
  byAsker: here({ standing: searched.standing, by: 'asker' }),
  active: isSearched(searched),
})
