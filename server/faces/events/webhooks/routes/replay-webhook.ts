import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { Cursor } from '../../wire/cursor.ts'
import {
  webhookOf,
  WebhookDocument,
  webhookDocument,
  WebhookPath,
  type WebhookTools,
} from '../webhook-document.ts'

const Replay = z.strictObject({
  cursor: Cursor.optional().describe('What comes after it is sent again; from where it was when not said'),
})

export const replayWebhook = ({ signals }: WebhookTools) =>
  route<Receiver, WebhookPath, unknown, z.infer<typeof Replay>>({
    method: 'post',
    path: '/webhooks/:id/replay',
    operationId: 'replayWebhook',
    summary: 'Let a webhook go on, from where it was or from a cursor of the feed',
    params: WebhookPath,
    body: Replay,
    response: { status: 200, description: 'The webhook as it is now', body: WebhookDocument },
    refusals: ['signal-stream.not-found', 'feed-place.unknown', 'feed-place.forgotten'],
    handle: async ({ caller, params, body: { cursor } }) => {
      const stream = await signals.setStatus({
        ...webhookOf(caller, params),
        status: 'enabled',
        reason: undefined,
        ...(cursor !== undefined && { from: Number(cursor) }),
      })
      return { status: 200, body: webhookDocument(stream) }
    },
  })
