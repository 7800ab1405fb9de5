import { z } from 'zod'
import type { SignalStream } from '../../../../domain/signals/signal-stream.ts'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { StreamId, StreamQuery } from '../stream-document.ts'
import { streamOf, type StreamTools } from '../stream-route.ts'

const Status = z.object({
  stream_id: StreamId,
  status: z.enum(['enabled', 'paused', 'disabled']),
  reason: z.string().max(1000).optional(),
})

type Status = z.infer<typeof Status>

const statusOf = ({ id, status, reason }: SignalStream): Status => ({
  stream_id: id,
  status,
  ...(reason !== undefined && { reason }),
})

export const readStatus = ({ signals }: StreamTools) =>
  route<Receiver, unknown, StreamQuery, unknown>({
    method: 'get',
    path: '/status',
    operationId: 'readStreamStatus',
    summary: 'Read whether a stream is told anything, and why not',
    query: StreamQuery,
    response: { status: 200, description: 'The status', body: Status },
    refusals: ['request.malformed', 'signal-stream.not-found'],
    handle: async ({ caller, query }) => ({
      status: 200,
      body: statusOf(await signals.find(streamOf(caller, query.stream_id))),
    }),
  })

export const setStatus = ({ signals }: StreamTools) =>
  route<Receiver, unknown, unknown, Status>({
    method: 'post',
    path: '/status',
    operationId: 'setStreamStatus',
    summary: 'Pause a stream, disable it, or let it go on',
    body: Status,
    response: { status: 200, description: 'The status', body: Status },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, body: { stream_id, status, reason } }) => ({
      status: 200,
      body: statusOf(await signals.setStatus({ ...streamOf(caller, stream_id), status, reason })),
    }),
  })
