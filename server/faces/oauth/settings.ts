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
  /** How long the code is good that a device shows. */
  deviceSeconds: z.coerce.number().int().min(60).max(3600).default(900),
  /** How long a client waits that asks a person by the backchannel and names no time. */
  backchannelSeconds: z.coerce.number().int().min(60).max(day).default(900),
  sessionSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(day)
    .default(8 * 3600),
  /** Whether every authorization of a confidential client has to say what it does to a grant. */
  grantManagementRequired: z.stringbool().default(false),
  /** For how long an API may go by a status list before it asks for a newer one: that late a withdrawal may reach it. */
  statusListTtlSeconds: z.coerce.number().int().min(1).max(300).default(1),
  /** For how long a status list counts when no newer one can be had. Never less than until a newer one is asked for. */
  statusListSeconds: z.coerce.number().int().min(10).max(3600).default(60),
})

export type Settings = z.infer<typeof Settings>
