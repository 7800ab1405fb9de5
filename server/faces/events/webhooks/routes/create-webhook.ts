import { writeSecrets } from '../../../../domain/signals/webhook-secrets.ts'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { newSecret, Secret } from '../secrets.ts'
import {
  assertAddress,
  ownerOf,
  WebhookChoices,
  WebhookDocument,
  webhookDocument,
  type WebhookTools,
} from '../webhook-document.ts'

const Created = WebhookDocument.extend({ secret: Secret.describe('To check signatures by; shown once') })

export const createWebhook = (tools: WebhookTools) =>
  route<Receiver, unknown, unknown, WebhookChoices>({
    method: 'post',
    path: '/webhooks',
    operationId: 'createWebhook',
    summary: 'Have what happens from now on put at an address',
    body: WebhookChoices,
    response: { status: 201, description: 'The webhook, with its secret', body: Created },
    refusals: ['signal-stream.too-many'],
    handle: async ({ caller, body: { url, events, description, secret = newSecret(tools.ids) } }) => {
      assertAddress(url, tools)
      const authorization = writeSecrets({ current: secret })
      const stream = await tools.signals.create({
        owner: ownerOf(caller),
        choices: {
          delivery: { kind: 'webhook', endpoint: url, authorization },
          eventsRequested: events,
          description,
        },
      })
      return { status: 201, body: { ...webhookDocument(stream), secret } }
    },
  })
