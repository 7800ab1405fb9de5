import type { FaceTools } from '../../face-module.ts'
import { listedDeclined } from './listed-declined.ts'
import { here, pageSize, type Reading } from './listing.ts'
import { isSearched, searchForm, searchQuery } from './search.ts'

/** What was declined, of everybody or of those who are looked for, with the address of the rest. */
export async function listDeclined(
  tools: Pick<FaceTools, 'core' | 'renderer' | 'registry' | 'requestDialects'>,
  reading: Reading,
) {
  const { request, readership } = reading
  const { standing, after, q, answered } = request.query
  const searched = { standing, q }
  const { items, next } = await tools.core.listDeclinedRequests(readership.about, {
    limit: pageSize,
    after,
    search: q || undefined,
  })
  const toHere = (query: Readonly<Record<string, string>>) => here(reading, query)
  return {
    requests: [],
    grants: [],
    declined: await Promise.all(items.map(item => listedDeclined(tools, item, request.language))),
    answered: items.find(item => item.request.id === answered)?.requestedBy?.displayName,
    search:
      items.length > 0 || isSearched(searched)
        ? { ...searchForm({ searched, readership, asker: undefined, here: toHere }), byAsker: undefined }
        : undefined,
    next: next && toHere({ standing, ...searchQuery(searched), after: next }),
  }
}
