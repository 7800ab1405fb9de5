import type { Api } from '../../../http/api/api.ts'
import { api } from '../../../http/api/route.ts'
import { authenticateReceiver, type CallerTools } from '../caller.ts'
import { manageScope } from '../names.ts'
import { tokenProblems } from '../../../http/api/token-problems.ts'
import { createWebhook } from './routes/create-webhook.ts'
import { deleteWebhook } from './routes/delete-webhook.ts'
import { listWebhooks } from './routes/list-webhooks.ts'
import { replayWebhook } from './routes/replay-webhook.ts'
import { rotateSecret } from './routes/rotate-secret.ts'
import type { WebhookTools } from './webhook-document.ts'

/** Webhooks of the caller, for those who have no Shared Signals. */
export const webhookApi = (tools: WebhookTools & CallerTools): Api =>
  api({
    name: 'webhooks',
    prefix: '',
    mediaType: 'application/json',
    problems: tokenProblems,
    authenticate: authenticateReceiver(tools, [manageScope]),
    nameOf: ({ client }) => client.id,
    routes: [
      createWebhook(tools),
      listWebhooks(tools),
      deleteWebhook(tools),
      rotateSecret(tools),
      replayWebhook(tools),
    ],
  })
