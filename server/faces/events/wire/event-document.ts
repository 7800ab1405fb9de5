import { z } from 'zod'
import { signalTypes } from '../../../domain/signals/consent-signal.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { FeedOf } from '../../../domain/signals/feed.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import type { PlacedSignal } from '../../../domain/signals/consent-signal.ts'
import { ConsentMembers, consentMembers } from './consent-members.ts'
import { partiesOf } from './known-parties.ts'

/** What is told, by its name in the feed and in webhooks. */
export const eventTypes = signalTypes.map(type => `consent.${type}` as const)

export const EventDocument = ConsentMembers.extend({
  id: z.string().describe('The same wherever the event is told'),
  type: z.enum(eventTypes),
  time: z.string().describe('When it happened, ISO 8601'),
})

export type EventDocument = z.infer<typeof EventDocument>

export async function eventDocuments(
  { parties }: { readonly parties: Pick<PartyStore, 'findAll'> },
  feed: FeedOf,
  placed: readonly PlacedSignal[],
): Promise<readonly EventDocument[]> {
  const known = await partiesOf(parties, placed)
  return placed.map(one => ({
    id: one.signal.id,
    type: `consent.${one.signal.type}`,
    time: utcText(one.signal.at),
    ...consentMembers(one, { feed, parties: known }),
  }))
}
