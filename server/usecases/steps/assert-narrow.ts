import { Problem } from '../../domain/problem.ts'
import type { GrantSearch, RequestSearch } from '../../ports/desk/desk-query.ts'

const longest = 31 * 24 * 3600 * 1000

/** A search is for somebody, or for a month at most, so that it is quick however much there is. Throws `request.malformed`. */
export function assertNarrow({ person, asker, clientId, from, to }: GrantSearch | RequestSearch): void {
  if (person !== undefined || asker !== undefined || clientId !== undefined) return
  if (from && to && to.getTime() - from.getTime() <= longest) return
  throw new Problem(
    'request.malformed',
    'Search for a person, an organization or a client, or within 31 days at most',
  )
}
