import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { StreamDocument, StreamId, streamDocument } from '../stream-document.ts'
import { ownerOf, streamOf, type StreamTools } from '../stream-route.ts'

const Query = z.object({ stream_id: StreamId.optional().describe('All of the caller when not said') })

const Streams = z.union([StreamDocument, z.array(StreamDocument)])

export const readStreams = ({ signals, publicUrl }: StreamTools) =>
  route<Receiver, unknown, z.infer<typeof Query>, unknown>({
    method: 'get',
    path: '/stream',
    operationId: 'readStreams',
    summary: 'Read one stream, or all of the caller',
    query: Query,
    response: { status: 200, description: 'The stream, or a list', body: Streams },
    refusals: ['request.malformed', 'signal-stream.not-found'],
    handle: async ({ caller, query }) => {
      const document = (stream: Parameters<typeof streamDocument>[0]) => streamDocument(stream, publicUrl)
      const body =
        query.stream_id === undefined
          ? (await signals.list(ownerOf(caller))).map(document)
          : document(await signals.find(streamOf(caller, query.stream_id)))
      return { status: 200, body }
    },
  })
