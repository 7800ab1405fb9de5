import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { Choices, StreamDocument, streamDocument, toChoices } from '../stream-document.ts'
import { ownerOf, type StreamTools } from '../stream-route.ts'

export const createStream = ({ signals, publicUrl, maySendTo }: StreamTools) =>
  route<Receiver, unknown, unknown, Choices>({
    method: 'post',
    path: '/stream',
    operationId: 'createStream',
    summary: 'Make a stream of what happens from now on',
    body: Choices,
    response: { status: 201, description: 'The stream', body: StreamDocument },
    refusals: ['signal-stream.too-many'],
    handle: async ({ caller, body }) => {
      const stream = await signals.create({ owner: ownerOf(caller), choices: toChoices(body, maySendTo) })
      return { status: 201, body: streamDocument(stream, publicUrl) }
    },
  })
