import { z } from 'zod'
import { loginLevels } from '../../domain/requests/purpose.ts'

export const Settings = z.strictObject({
  /** How sure we must be of who looks at and withdraws consents. */
  loginLevel: z.enum(loginLevels).default('substantial'),
  /** How old a login may be for all that is kept about somebody to be downloaded. */
  freshLoginMinutes: z.coerce.number().int().min(1).max(60).default(10),
})

export type Settings = z.infer<typeof Settings>
