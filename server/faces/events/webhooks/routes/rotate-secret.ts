import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import {
  mostSecrets,
  readSecrets,
  rotated,
  secretsAt,
  type WebhookSecrets,
  writeSecrets,
} from '../../../../domain/signals/webhook-secrets.ts'
import { utcText } from '../../../../domain/text/utc-text.ts'
import { route } from '../../../../http/api/route.ts'
import type { Receiver } from '../../caller.ts'
import { newSecret, Secret } from '../secrets.ts'
import { webhookOf, WebhookPath, type WebhookTools } from '../webhook-document.ts'

const Rotated = z.object({
  secret: Secret.describe('Shown once'),
  previous_until: z
    .string()
    .describe(
      'Until then each message is signed by the one before, too; by older ones until a day after they were changed',
    ),
})

/** Throws `webhook-secret.too-many` when as many are good as can be. */
function withAnother(secrets: WebhookSecrets, secret: string, now: Date): WebhookSecrets {
  if (secretsAt(secrets, now).length < mostSecrets) return rotated(secrets, secret, now)
  throw new Problem('webhook-secret.too-many', `A webhook has at most ${mostSecrets} good secrets at once`)
}

export const rotateSecret = ({ signals, ids, clock }: WebhookTools) =>
  route<Receiver, WebhookPath, unknown, unknown>({
    method: 'post',
    path: '/webhooks/:id/secret',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook another secret',
    params: WebhookPath,
    response: { status: 200, description: 'The new secret', body: Rotated },
    refusals: ['signal-stream.not-found', 'webhook-secret.too-many'],
    handle: async ({ caller, params }) => {
      const secret = newSecret(ids)
      const next = (kept = '') => withAnother(readSecrets(kept), secret, clock.now())
      const { delivery } = await signals.change({
        ...webhookOf(caller, params),
        choose: ({ delivery: was, eventsRequested, description }) => ({
          delivery: { ...was, authorization: writeSecrets(next(was.authorization)) },
          eventsRequested,
          description,
        }),
      })
      const until = readSecrets(delivery.authorization ?? '').before?.until
      return { status: 200, body: { secret, previous_until: until && utcText(until) } }
    },
  })
