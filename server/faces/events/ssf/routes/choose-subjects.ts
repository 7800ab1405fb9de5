import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { subjectKey } from '../../wire/subject.ts'
import { StreamId } from '../stream-document.ts'
import { streamOf, type StreamTools } from '../stream-route.ts'

const Subject = z
  .looseObject({ format: z.string().max(100) })
  .describe('RFC 9493; one that is unknown here is passed over')

const Removed = z.object({ stream_id: StreamId, subject: Subject })
const Added = Removed.extend({ verified: z.boolean().optional() })

type Removed = z.infer<typeof Removed>

export const addSubject = ({ signals, publicUrl }: StreamTools) =>
  route<Receiver, unknown, unknown, Removed>({
    method: 'post',
    path: '/subjects\\:add',
    operationId: 'addSubject',
    summary: 'Be told of a subject again that was removed',
    body: Added,
    response: { status: 200, description: 'Done' },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, body: { stream_id, subject } }) => {
      await signals.takeIn({ ...streamOf(caller, stream_id), subject: subjectKey(subject, publicUrl) })
      return { status: 200 }
    },
  })

export const removeSubject = ({ signals, publicUrl }: StreamTools) =>
  route<Receiver, unknown, unknown, Removed>({
    method: 'post',
    path: '/subjects\\:remove',
    operationId: 'removeSubject',
    summary: 'Be told nothing more of a subject',
    body: Removed,
    response: { status: 204, description: 'Done' },
    refusals: ['signal-stream.not-found', 'request.too-many'],
    handle: async ({ caller, body: { stream_id, subject } }) => {
      await signals.leaveOut({ ...streamOf(caller, stream_id), subject: subjectKey(subject, publicUrl) })
      return { status: 204 }
    },
  })
