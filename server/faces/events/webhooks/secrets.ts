import { z } from 'zod'
import { isWebhookSecret, webhookSecretForm } from '../../../domain/signals/webhook-secrets.ts'
import type { Ids } from '../../../ports/ids.ts'

const mark = 'whsec_'

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
export const Secret = z
  .string()
  .regex(webhookSecretForm, 'must be whsec_ and base64')
  .refine(isWebhookSecret, 'must hold 24 to 64 bytes')

export const newSecret = ({ secret }: Pick<Ids, 'secret'>): string =>
  secretOf(Buffer.from(secret(32), 'base64url'))

export const secretOf = (key: Buffer): string => `${mark}${key.toString('base64')}`

/** The key of a secret, in base64. */
export const keyOf = (secret: string): string => secret.slice(mark.length)
