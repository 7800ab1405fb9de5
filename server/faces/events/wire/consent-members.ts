import { z } from 'zod'
import type { PartyId } from '../../../domain/ids.ts'
import type { FeedOf } from '../../../domain/signals/feed.ts'
import type { ConsentSignal, PlacedSignal } from '../../../domain/signals/consent-signal.ts'
import { type KnownParties, organizationIn } from './known-parties.ts'

/** What every way of telling says of a consent (standards.md section 4.5). Nothing here tells who the person is. */
export const ConsentMembers = z.strictObject({
  consent_id: z.string().optional().describe('The consent; `grant_id` in tokens and introspection'),
  request_id: z.string().optional().describe('The request that it was asked for by'),
  purpose: z.string(),
  purpose_version: z.int(),
  asker: z
    .string()
    .optional()
    .describe('`0192:` and the number of the organization that asks, or whose market party does'),
  handler: z.string().optional().describe('The organization that carries it out for the asker'),
  audiences: z.array(z.string()).optional().describe('APIs that it is for; an API learns of itself alone'),
  scopes: z.array(z.string()).optional(),
  authorization_details_types: z
    .array(z.string())
    .optional()
    .describe('Types of what it is for in the words of registered types (RFC 9396)'),
  valid_from: z.number().optional().describe('Seconds since 1970'),
  valid_to: z.number().optional(),
  reason: z.enum(['person', 'representative', 'client', 'operator', 'used-up', 'replaced']).optional(),
  delete_before: z
    .number()
    .optional()
    .describe('Until when what was fetched is to be deleted, or said to be kept; seconds since 1970'),
  use_id: z.string().optional(),
  used_by: z.string().optional().describe('The organization that used it'),
  on_behalf_of: z
    .string()
    .optional()
    .describe('For which organization, where that is another: the asker, or the processor before'),
  sequence: z
    .int()
    .optional()
    .describe(
      'Its number among all that happened with consents of the asker; of none that a market party asks for',
    ),
  cursor: z.string().describe('Its place in the feed'),
})

export type ConsentMembers = z.infer<typeof ConsentMembers>

interface Told {
  readonly feed: FeedOf
  readonly parties: KnownParties
}

export function consentMembers({ signal, place }: PlacedSignal, { feed, parties }: Told): ConsentMembers {
  const { id, given, purpose, handledBy, used } = signal
  const name = (party: PartyId | undefined) => organizationIn(parties, party)
  return compact({
    consent_id: signal.grantId,
    request_id: signal.requestId,
    purpose: purpose.id,
    purpose_version: purpose.version,
    asker: name(signal.asker),
    handler: name(handledBy),
    ...(given && {
      ...givenFor(given, feed),
      valid_from: seconds(given.validity.from),
      valid_to: seconds(given.validity.to),
    }),
    reason: signal.reason,
    delete_before: signal.deleteBefore && seconds(signal.deleteBefore),
    ...(used && { use_id: id, used_by: name(used.by), on_behalf_of: name(used.onBehalfOf) }),
    sequence: isOfAsker(signal.asker, { feed, parties }) ? signal.sequence : undefined,
    cursor: String(place),
  })
}

/** A market party's events are numbered apart from those of its organization, by whose number it is called. */
const isOfAsker = (asker: PartyId, { feed, parties }: Told): boolean =>
  feed.kind === 'party' && parties.get(asker)?.organization === undefined

/** What of it a feed tells of. */
export function givenFor({ scopes, details }: NonNullable<ConsentSignal['given']>, feed: FeedOf) {
  const isOwn = (audience: string) => feed.kind === 'party' || audience === feed.audience
  const own = scopes.filter(({ resourceType, resourceId }) => resourceType === 'api' && isOwn(resourceId))
  const ownDetails = details.filter(({ audience }) => isOwn(audience))
  const types = new Set(ownDetails.map(({ type }) => type))
  return {
    audiences: [
      ...new Set([...own.map(({ resourceId }) => resourceId), ...ownDetails.map(({ audience }) => audience)]),
    ],
    scopes: own.map(({ permission }) => permission),
    authorization_details_types: types.size > 0 ? [...types] : undefined,
  }
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

const compact = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T
