import { z } from 'zod'
import { parseId, type PartyId } from '../../../domain/ids.ts'
import { Malformed } from '../../../http/api/refusals.ts'

const Instant = z.iso.datetime({ offset: true })

/** What consents and requests are searched by, each narrowing; a person, an asker or a client, or a month at most. */
export const searchMembers = {
  person: z
    .string()
    .max(100)
    .optional()
    .describe('Whose data or matter, by the id here; takes a reason, once in a while'),
  asker: z.string().max(100).optional().describe('Who asked, by the id here'),
  client_id: z.string().max(255).optional(),
  purpose: z.string().max(255).optional(),
  face: z.string().max(50).optional(),
  from: Instant.optional().describe('Asked or given at or after, RFC 3339'),
  to: Instant.optional().describe('Asked or given before, RFC 3339'),
}

const Members = z.object(searchMembers)

export const toSearch = (query: z.infer<typeof Members>) => ({
  person: partyIn(query, 'person'),
  asker: partyIn(query, 'asker'),
  clientId: query.client_id,
  purposeId: query.purpose,
  face: query.face,
  from: query.from === undefined ? undefined : new Date(query.from),
  to: query.to === undefined ? undefined : new Date(query.to),
})

function partyIn(query: z.infer<typeof Members>, member: 'person' | 'asker'): PartyId | undefined {
  const given = query[member]
  if (given === undefined) return undefined
  const id = parseId<PartyId>(given)
  if (id === undefined) throw new Malformed([{ path: [member], message: 'must be an id' }])
  return id
}
