import { z } from 'zod'
import { rotated } from '../../../../domain/signals/webhook-secrets.ts'
import { utcText } from '../../../../domain/text/utc-text.ts'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { newSecret, readSecrets, Secret, writeSecrets } from '../secrets.ts'
import { webhookOf, WebhookPath, type WebhookTools } from '../webhook-document.ts'

const Rotated = z.object({
  secret: Secret.describe('Shown once'),
  previous_until: z.string().describe('Until then each message is signed by the one before, too'),
})

export const rotateSecret = ({ signals, ids, clock }: WebhookTools) =>
  route<Receiver, WebhookPath, unknown, unknown>({
    method: 'post',
    path: '/webhooks/:id/secret',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook another secret',
    params: WebhookPath,
    response: { status: 200, description: 'The new secret', body: Rotated },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, params }) => {
      const secret = newSecret(ids)
      const next = (kept: string | undefined) => rotated(readSecrets(kept), secret, clock.now())
      const { delivery } = await signals.change({
        ...webhookOf(caller, params),
        choose: ({ delivery: was, eventsRequested, description }) => ({
          delivery: { ...was, authorization: writeSecrets(next(was.authorization)) },
          eventsRequested,
          description,
        }),
      })
      const until = readSecrets(delivery.authorization).before?.until
      return { status: 200, body: { secret, previous_until: until && utcText(until) } }
    },
  })
