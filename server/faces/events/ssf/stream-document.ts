import { z } from 'zod'
import type { SignalStream, StreamChoices } from '../../../domain/signals/signal-stream.ts'
import { Malformed } from '../../../http/api/refusals.ts'
import { deliveredEvents, supportedEvents } from '../wire/event-names.ts'
import { verificationSeconds } from './limits.ts'

export const pushMethod = 'urn:ietf:rfc:8935'
export const pollMethod = 'urn:ietf:rfc:8936'

const Text = z.string().max(1000)

const Delivery = z.object({
  method: z.enum([pushMethod, pollMethod]),
  endpoint_url: z.string().max(2000).optional().describe('Of the receiver, where events are pushed to'),
  authorization_header: z
    .string()
    .max(4000)
    .regex(/^[\x20-\x7e]+$/, 'must be printable ASCII')
    .optional()
    .describe('Sent there as the header Authorization'),
})

/** What a receiver chooses; what it says besides is passed over. */
export const Choices = z.object({
  events_requested: z.array(z.string().max(500)).max(100).optional(),
  delivery: Delivery.optional().describe('Polled when not said'),
  description: Text.optional(),
})

export type Choices = z.infer<typeof Choices>

const Ours = z.object({
  iss: z.unknown().optional(),
  aud: z.unknown().optional(),
  events_supported: z.unknown().optional(),
  events_delivered: z.unknown().optional(),
  min_verification_interval: z.unknown().optional(),
})

export const StreamId = z.string().min(1).max(100)

/** What names a stream where there is no body. */
export const StreamQuery = z.object({ stream_id: StreamId })

export type StreamQuery = z.infer<typeof StreamQuery>

/** A change names the stream; our members may be in it as they are. */
export const Change = Choices.extend(Ours.shape).extend({ stream_id: StreamId })

export type Change = z.infer<typeof Change>

export const StreamDocument = z.object({
  stream_id: z.string(),
  iss: z.string(),
  aud: z.string(),
  events_supported: z.array(z.string()),
  events_requested: z.array(z.string()).optional(),
  events_delivered: z.array(z.string()),
  delivery: Delivery,
  min_verification_interval: z.int().describe('Seconds'),
  description: Text.optional(),
})

export type StreamDocument = z.infer<typeof StreamDocument>

export const pollEndpoint = (publicUrl: string, id: string): string => `${publicUrl}/ssf/poll/${id}`

export function streamDocument(stream: SignalStream, publicUrl: string): StreamDocument {
  const { id, clientId, delivery, eventsRequested, description } = stream
  return {
    stream_id: id,
    iss: publicUrl,
    aud: clientId,
    events_supported: [...supportedEvents],
    ...(eventsRequested && { events_requested: [...eventsRequested] }),
    events_delivered: [...deliveredEvents(eventsRequested)],
    delivery: {
      method: delivery.kind === 'push' ? pushMethod : pollMethod,
      endpoint_url: delivery.endpoint ?? pollEndpoint(publicUrl, id),
      ...(delivery.authorization !== undefined && { authorization_header: delivery.authorization }),
    },
    min_verification_interval: verificationSeconds,
    ...(description !== undefined && { description }),
  }
}

type MaySendTo = (address: string) => boolean

/** Throws `request.malformed` for an address that nothing is ever sent to. */
export const toChoices = (
  { delivery = { method: pollMethod }, events_requested, description }: Choices,
  maySendTo: MaySendTo,
): StreamChoices => ({
  delivery: toDelivery(delivery, maySendTo),
  eventsRequested: events_requested,
  description,
})

function toDelivery(
  { method, endpoint_url: endpoint = '', authorization_header }: z.infer<typeof Delivery>,
  maySendTo: MaySendTo,
): StreamChoices['delivery'] {
  if (method === pollMethod) return { kind: 'poll', endpoint: undefined, authorization: undefined }
  if (!maySendTo(endpoint)) {
    const message = 'must be an https address that is not inside a private network'
    throw new Malformed([{ path: ['delivery', 'endpoint_url'], message }])
  }
  return { kind: 'push', endpoint, authorization: authorization_header }
}

const ours = Object.keys(Ours.shape) as (keyof typeof Ours.shape)[]

/** Throws `request.malformed` for a change of what is ours. */
export function assertOurs(change: Change, stream: SignalStream, publicUrl: string): void {
  const document: Readonly<Record<string, unknown>> = streamDocument(stream, publicUrl)
  for (const member of ours) {
    if (change[member] === undefined || same(change[member], document[member])) continue
    throw new Malformed([{ path: [member], message: 'is not for a receiver to change' }])
  }
}

const same = (a: unknown, b: unknown): boolean => inOrder(a) === inOrder(b)

const inOrder = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? value.map(String).sort() : value)
