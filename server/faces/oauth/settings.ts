import { z } from 'zod'

const day = 24 * 3600

export const Settings = z.strictObject({
  /** All in seconds. Nothing outlives the consent it is under. */
  accessTokenSeconds: z.coerce.number().int().min(60).max(3600).default(3600),
  refreshTokenSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(400 * day)
    .default(400 * day),
  /** How long an authorization waits for a person to log in. */
  interactionSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(day / 2)
    .default(2 * 3600),
  sessionSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(day)
    .default(8 * 3600),
})

export type Settings = z.infer<typeof Settings>
