import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { webhookOf, WebhookPath, type WebhookTools } from '../webhook-document.ts'

export const deleteWebhook = ({ signals }: WebhookTools) =>
  route<Receiver, WebhookPath, unknown, unknown>({
    method: 'delete',
    path: '/webhooks/:id',
    operationId: 'deleteWebhook',
    summary: 'Remove a webhook; nothing more comes of it',
    params: WebhookPath,
    response: { status: 204, description: 'It is gone' },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, params }) => {
      await signals.remove(webhookOf(caller, params))
      return { status: 204 }
    },
  })
