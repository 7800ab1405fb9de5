import { Problem } from '../../domain/problem.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'

const mostItems = 100

/** A page of what is all in memory, in the order of ids; the cursor is the last id of the page before, in base64url. */
export function pageById<T extends { readonly id: string }>(
  all: readonly T[],
  { after, limit }: PageRequest,
): Page<T> {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostItems) {
    throw new Problem('request.malformed', `A page has 1 to ${mostItems} items`)
  }
  const last = after === undefined ? undefined : Buffer.from(after, 'base64url').toString()
  const rest = all
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id }) => last === undefined || id > last)
  const items = rest.slice(0, limit)
  const end = rest.length > limit ? items.at(-1) : undefined
  return { items, next: end && Buffer.from(end.id).toString('base64url') }
}
