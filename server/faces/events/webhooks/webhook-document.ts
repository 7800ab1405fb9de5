import { z } from 'zod'
import { parseId, type StreamId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { SignalStream } from '../../../domain/signals/signal-stream.ts'
import { Malformed } from '../../../http/api/refusals.ts'
import type { FaceTools } from '../../face-module.ts'
import type { OwnStream, StreamOwner } from '../../../usecases/steps/own-stream.ts'
import type { Receiver } from '../caller.ts'
import { eventTypes } from '../wire/event-document.ts'
import { Secret } from './secrets.ts'

export type WebhookTools = Pick<FaceTools, 'signals' | 'ids' | 'clock' | 'maySendTo'>

export const WebhookChoices = z.strictObject({
  url: z.string().max(2000).describe('Where events are put, by https'),
  events: z.array(z.enum(eventTypes)).min(1).optional().describe('Types that are told; all when not said'),
  description: z.string().max(1000).optional(),
  secret: Secret.optional().describe('To sign by, `whsec_` and base64; we make one when not said'),
})

export type WebhookChoices = z.infer<typeof WebhookChoices>

export const WebhookDocument = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string().optional(),
  status: z.enum(['enabled', 'paused', 'disabled']).describe('`paused`: what happens waits until a replay'),
  reason: z.string().optional().describe('Why it is paused'),
  cursor: z.string().describe('The last place of the feed that is done with'),
})

export const WebhookPath = z.object({ id: z.string().min(1).max(100) })

export type WebhookPath = z.infer<typeof WebhookPath>

export const webhookDocument = (stream: SignalStream): z.infer<typeof WebhookDocument> => ({
  id: stream.id,
  url: stream.delivery.endpoint ?? '',
  events: [...(stream.eventsRequested ?? eventTypes)],
  ...(stream.description !== undefined && { description: stream.description }),
  status: stream.status,
  ...(stream.reason !== undefined && { reason: stream.reason }),
  cursor: String(stream.place),
})

export const ownerOf = ({ client, feed }: Receiver): StreamOwner => ({
  clientId: client.id,
  feed,
  kinds: ['webhook'],
})

/** The caller's webhook of this id, which may be none. Throws `signal-stream.not-found` for what can be none. */
export function webhookOf(caller: Receiver, { id: given }: WebhookPath): OwnStream {
  const id = parseId<StreamId>(given)
  if (id === undefined) throw new Problem('signal-stream.not-found', 'There is no such webhook')
  return { owner: ownerOf(caller), id }
}

/** Throws `request.malformed` for an address that nothing is ever sent to. */
export function assertAddress(url: string, { maySendTo }: Pick<WebhookTools, 'maySendTo'>): void {
  if (maySendTo(url)) return
  const message = 'must be an https address that is not inside a private network'
  throw new Malformed([{ path: ['url'], message }])
}
