import { z } from 'zod'
import { loginLevels } from '../../domain/requests/purpose.ts'

export const Settings = z.strictObject({
  /** How sure we must be of who looks at and withdraws consents. */
  loginLevel: z.enum(loginLevels).default('substantial'),
})

export type Settings = z.infer<typeof Settings>
