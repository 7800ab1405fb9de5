import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { ownerOf, WebhookDocument, webhookDocument, type WebhookTools } from '../webhook-document.ts'

export const listWebhooks = ({ signals }: WebhookTools) =>
  route<Receiver, unknown, unknown, unknown>({
    method: 'get',
    path: '/webhooks',
    operationId: 'listWebhooks',
    summary: 'List the webhooks of the caller, the oldest first',
    response: {
      status: 200,
      description: 'They, without their secrets',
      body: z.object({ webhooks: z.array(WebhookDocument) }),
    },
    handle: async ({ caller }) => ({
      status: 200,
      body: { webhooks: (await signals.list(ownerOf(caller))).map(webhookDocument) },
    }),
  })
