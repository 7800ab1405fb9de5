import { z } from 'zod'
import { parseId, type PartyId } from '../../../domain/ids.ts'
import type { KnownParty } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'

export const PartyPath = z.object({
  id: z.string().min(1).max(100).describe('A person or organization, by the id here'),
})

export type PartyPath = z.infer<typeof PartyPath>

/** Throws `party.not-found` for what can be none. */
export function partyIdIn({ id }: PartyPath): PartyId {
  const party = parseId<PartyId>(id)
  if (party === undefined) throw new Problem('party.not-found', 'No such party')
  return party
}

export const PartyDocument = z.object({
  id: z.string(),
  kind: z.enum(['person', 'organization', 'system']),
  name: z.string(),
  identifier: z
    .object({ scheme: z.enum(['orgno', 'gln', 'system']), value: z.string() })
    .optional()
    .describe('What an organization or a system is known by; never a person’s number'),
})

export const partyDocument = ({
  id,
  kind,
  displayName,
  identifier,
}: KnownParty): z.infer<typeof PartyDocument> => ({
  id,
  kind,
  name: displayName,
  ...(identifier && { identifier: { scheme: identifier.scheme, value: identifier.value } }),
})

export const Parties = z.array(PartyDocument).describe('Everybody whom it names by an id')

export const partyDocuments = (parties: ReadonlyMap<PartyId, KnownParty>) =>
  [...parties.values()].map(partyDocument)

/** What examples call whom they are about. */
export const examplePerson = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a20',
  kind: 'person',
  name: 'Kari Nordmann',
} as const

export const otherPersonId = '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a21'

export const exampleAsker = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a22',
  kind: 'organization',
  name: 'SMEKKFULL BANK AS',
  identifier: { scheme: 'orgno', value: '810419512' },
} as const
