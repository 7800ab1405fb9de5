import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { verificationSeconds } from '../limits.ts'
import { StreamId } from '../stream-document.ts'
import { streamOf, type StreamTools } from '../stream-route.ts'

const Verify = z.object({
  stream_id: StreamId,
  state: z.string().max(1000).optional().describe('Told again in the event'),
})

export const verifyStream = ({ signals }: StreamTools) =>
  route<Receiver, unknown, unknown, z.infer<typeof Verify>>({
    method: 'post',
    path: '/verify',
    operationId: 'verifyStream',
    summary: 'Have a stream tell that it works',
    body: Verify,
    response: { status: 204, description: 'The event comes by the stream' },
    refusals: ['signal-stream.not-found', 'request.too-many'],
    handle: async ({ caller, body: { stream_id, state } }) => {
      await signals.verify({ ...streamOf(caller, stream_id), state, interval: verificationSeconds })
      return { status: 204 }
    },
  })
