import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import type { ApiReply } from '../../../http/api/api.ts'
import type { FaceTools } from '../../face-module.ts'
import type { WaitingRoom } from '../../../http/limits/waiting-room.ts'
import { type Receiver, tokenRefused } from '../caller.ts'
import { type EventPage, eventStream } from '../event-stream.ts'
import { Cursor, CursorOrEnd, endOfFeed } from '../wire/cursor.ts'
import { EventDocument, eventDocuments } from '../wire/event-document.ts'

const Query = z.object({
  cursor: CursorOrEnd.optional().describe(
    'Where the last answer ended; from the first that is kept when not said; `end` for what happens from now on',
  ),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('The most events to give'),
  wait: z.coerce
    .number()
    .min(0)
    .max(30)
    .default(0)
    .describe('Seconds to wait for an event when there is none yet'),
})

const Events = z.object({
  events: z.array(EventDocument).describe('In the order they were kept'),
  next: z.string().describe('The cursor to go on from'),
  more: z.boolean().describe('Whether there may be more right now'),
})

interface Tools extends Pick<FaceTools, 'core' | 'parties' | 'clock' | 'lanes' | 'feedWatch'> {
  readonly waitingRoom: WaitingRoom
}

const eventStreamType = 'text/event-stream'

export const readEvents = (tools: Tools) =>
  route<Receiver, unknown, z.infer<typeof Query>, unknown>({
    method: 'get',
    path: '/events',
    operationId: 'readEvents',
    summary: 'Follow what happens to the consents that the caller may know of, or have it sent as it happens',
    query: Query,
    response: { status: 200, description: 'What comes after the cursor, oldest first', body: Events },
    refusals: ['request.malformed', 'feed-place.unknown', 'feed-place.forgotten'],
    handle: async ({ caller, query, headers, over }) => {
      const read = async (after: number | undefined): Promise<EventPage> => {
        const { feed } = caller
        const { placed, next } = await tools.core.readFeed({ feed, after, limit: query.limit })
        return { events: await eventDocuments(tools, feed, placed), next }
      }
      const from = lastEventId(headers) ?? query.cursor
      const after = from === endOfFeed ? await tools.core.findFeedEnd(caller.feed) : placeIn(from)
      const first = await read(after)
      const isStreamed = headers.accept?.includes(eventStreamType)
      if (!isStreamed && (first.events.length > 0 || query.wait === 0)) return reply(first, query.limit)
      tools.waitingRoom.enter(caller.client.id, over)
      if (isStreamed) return streamed(tools, caller, { after, read, over })
      await tools.feedWatch.until(caller.feed, first.next, { milliseconds: query.wait * 1000, signal: over })
      if (!(await caller.isStillGood())) throw tokenRefused()
      return reply(await read(first.next), query.limit)
    },
  })

/** What a browser says of the last one that it has read when it connects anew. */
function lastEventId({
  'last-event-id': id,
}: Readonly<Record<string, string | undefined>>): string | undefined {
  if (id === undefined || id === '') return undefined
  const { success, data } = Cursor.safeParse(id)
  if (!success)
    throw new Problem('request.malformed', 'The header Last-Event-ID must be a cursor that was given before')
  return data
}

const placeIn = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : Number(cursor)

const reply = ({ events, next }: EventPage, limit: number): ApiReply => ({
  status: 200,
  body: { events, next: String(next), more: events.length === limit },
})

interface Streamed {
  readonly after: number | undefined
  readonly over: AbortSignal
  readonly read: (after: number | undefined) => Promise<EventPage>
}

const streamed = (tools: Tools, caller: Receiver, { after, read, over }: Streamed): ApiReply => ({
  status: 200,
  headers: { 'X-Accel-Buffering': 'no' },
  stream: {
    mediaType: eventStreamType,
    pieces: eventStream(caller, after, { ...tools, read, over }),
    ending: tools.feedWatch.until(caller.feed, Number.POSITIVE_INFINITY, {
      milliseconds: caller.expiresAt.getTime() - tools.clock.now().getTime(),
      signal: over,
    }),
  },
})
