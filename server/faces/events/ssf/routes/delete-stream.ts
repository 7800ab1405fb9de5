import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { StreamQuery } from '../stream-document.ts'
import { streamOf, type StreamTools } from '../stream-route.ts'

export const deleteStream = ({ signals }: StreamTools) =>
  route<Receiver, unknown, StreamQuery, unknown>({
    method: 'delete',
    path: '/stream',
    operationId: 'deleteStream',
    summary: 'Remove a stream; nothing more comes of it',
    query: StreamQuery,
    response: { status: 204, description: 'It is gone' },
    refusals: ['request.malformed', 'signal-stream.not-found'],
    handle: async ({ caller, query }) => {
      await signals.remove(streamOf(caller, query.stream_id))
      return { status: 204 }
    },
  })
