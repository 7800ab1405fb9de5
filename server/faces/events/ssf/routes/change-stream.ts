import type { SignalStream, StreamChoices } from '../../../../domain/signals/signal-stream.ts'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { assertOurs, Change, StreamDocument, streamDocument, toChoices } from '../stream-document.ts'
import { streamOf, type StreamTools } from '../stream-route.ts'

interface Changing {
  readonly method: 'patch' | 'put'
  readonly operationId: string
  readonly summary: string
  readonly choose: (asked: StreamChoices, change: Change, stream: SignalStream) => StreamChoices
}

const changing = ({ choose, ...told }: Changing, { signals, publicUrl, maySendTo }: StreamTools) =>
  route<Receiver, unknown, unknown, Change>({
    ...told,
    path: '/stream',
    body: Change,
    response: { status: 200, description: 'The stream as it is now', body: StreamDocument },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, body }) => {
      const stream = await signals.change({
        ...streamOf(caller, body.stream_id),
        choose: was => {
          assertOurs(body, was, publicUrl)
          return choose(toChoices(body, maySendTo), body, was)
        },
      })
      return { status: 200, body: streamDocument(stream, publicUrl) }
    },
  })

export const updateStream = (tools: StreamTools) =>
  changing(
    {
      method: 'patch',
      operationId: 'updateStream',
      summary: 'Change some of a stream',
      choose: (asked, { delivery, events_requested, description }, was) => ({
        delivery: delivery ? asked.delivery : was.delivery,
        eventsRequested: events_requested ?? was.eventsRequested,
        description: description ?? was.description,
      }),
    },
    tools,
  )

export const replaceStream = (tools: StreamTools) =>
  changing(
    {
      method: 'put',
      operationId: 'replaceStream',
      summary: 'Say anew all that a receiver says of a stream; what is missing is gone',
      choose: asked => asked,
    },
    tools,
  )
