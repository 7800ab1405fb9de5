import { z } from 'zod'
import type { WebhookSecrets } from '../../../domain/signals/webhook-secrets.ts'
import type { Ids } from '../../../ports/ids.ts'

const mark = 'whsec_'

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
export const Secret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must be whsec_ and base64',
  )
  .refine(secret => {
    const { length } = Buffer.from(keyOf(secret), 'base64')
    return length >= 24 && length <= 64
  }, 'must hold 24 to 64 bytes')

export const newSecret = ({ secret }: Pick<Ids, 'secret'>): string =>
  secretOf(Buffer.from(secret(32), 'base64url'))

export const secretOf = (key: Buffer): string => `${mark}${key.toString('base64')}`

/** The key of a secret, in base64. */
export const keyOf = (secret: string): string => secret.slice(mark.length)

const Earlier = z.object({ secret: z.string(), until: z.coerce.date() })

const Kept = z.object({
  current: z.string(),
  before: Earlier.optional(),
  earlier: z.array(Earlier).optional(),
})

/** As they are kept with the stream. */
export const writeSecrets = (secrets: WebhookSecrets): string => JSON.stringify(secrets)

export const readSecrets = (kept: string | undefined): WebhookSecrets => Kept.parse(JSON.parse(kept ?? ''))
