import { z } from 'zod'
import type { EventType, NumberedEvent } from '../../../domain/event.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import { route } from '../../../http/api/route.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { type Caller, consumerOf } from '../caller.ts'
import { eventNames, prefixes } from '../names.ts'
import { parseInstant } from '../wire/instant.ts'
import { numberUrn } from '../wire/party-urn.ts'
import { refusal, refused } from '../wire/refusal.ts'
import { firstEventId, type ConsentRequestId } from '../../../domain/ids.ts'
import { instantOf, toCursor } from './event-ids.ts'
import { FeedQuery, readFeedQuery } from './feed-query.ts'

const Feed = z.object({
  links: z.object({
    next: z.string().nullable().describe('The next page; null when this one is not full'),
  }),
  data: z
    .array(
      z.object({
        consentRequestId: z.uuid(),
        eventType: z.enum(['Created', 'Accepted', 'Rejected', 'Revoked', 'Deleted', 'Used']),
        changedDate: z.string(),
      }),
    )
    .describe('The oldest first'),
  continuationToken: z
    .string()
    .nullable()
    .describe('Goes on after the last event of this page, also when it is not full; null when it has none'),
})

const always: readonly EventType[] = ['requested', 'accepted', 'rejected', 'revoked', 'withdrawn']

export const readFeed = (tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'settings'>) =>
  route<Caller, unknown, FeedQuery, unknown>({
    method: 'get',
    path: '/consentrequests/events',
    operationId: 'readConsentRequestEvents',
    summary: 'What happened to the caller’s consent requests',
    query: FeedQuery,
    response: { status: 200, description: 'A page of events', body: Feed },
    refusals: ['request.malformed', 'AM-00003', 'STD-00000'],
    handle: async ({ caller, query }) => {
      const limit = tools.settings.feedPageSize
      const events = await readPage(tools, caller, { query, limit })
      const last = events.at(-1)
      const token = last ? toCursor(last.id) : null
      const isFull = events.length === limit && token !== null
      return {
        status: 200,
        body: {
          links: { next: isFull ? nextPage(tools.publicUrl, query, token) : null },
          data: events.map(eventDocument),
          continuationToken: token ?? (query.continuationToken || null),
        },
      }
    },
  })

/** @NOTE An event's id is made before its transaction commits; younger ones than the lag may yet get others before them. */
async function readPage(
  { core, parties, clock, settings }: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'settings'>,
  caller: Caller,
  { query, limit }: { query: FeedQuery; limit: number },
): Promise<readonly NumberedEvent[]> {
  const { identifier } = consumerOf(caller)
  const { after, from, before, types, requestId } = readFeedQuery(query, {
    pageSize: limit,
    now: clock.now(),
  })
  const asker = await parties.findByIdentifier(identifier)
  if (!asker) throw refusal([refused('AM-00003', { orgnr: numberUrn({ id: '' as never, identifier }) })])
  const settled = clock.now().getTime() - settings.feedLagSeconds * 1000
  const shown = settings.feedShowsUse ? [...always, 'used' as const] : always
  return core.readRequestEvents.page(
    {
      stream: asker.id,
      types: types.length === 0 ? shown : shown.filter(type => types.some(one => one === type)),
      requestId: requestId as ConsentRequestId | undefined,
      from: from === undefined ? undefined : firstEventId(from),
      before: firstEventId(Math.min(settled, before ?? settled)),
    },
    { after, limit },
  )
}

/** By the id, so that it never goes back from one event to the next. */
const eventDocument = ({ id, type, requestId }: NumberedEvent) => ({
  consentRequestId: requestId,
  eventType: eventNames[type],
  changedDate: utcText(instantOf(id)),
})

function nextPage(publicUrl: string, query: FeedQuery, continuationToken: string): string {
  const { createdAfter, createdBefore, eventType = [], consentRequestId } = query
  const parameters: [string, string | undefined][] = [
    ['createdAfter', createdAfter && parseInstant(createdAfter)?.text],
    ['createdBefore', createdBefore && parseInstant(createdBefore)?.text],
    ...[eventType].flat().map((type): [string, string] => ['eventType', type]),
    ['consentRequestId', consentRequestId],
    ['continuationToken', continuationToken],
  ]
  const written = new URLSearchParams(
    parameters.filter((one): one is [string, string] => one[1] !== undefined),
  )
  return `${publicUrl}${prefixes.enterprise}/consentrequests/events?${written}`
}
