import { z } from 'zod'
import { keptAttempts } from '../../../http/pages/kept-attempts.ts'

const KeptAttempt = z.object({
  attempt: z.object({
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
    callbackUrl: z.string(),
  }),
  /** The page that asked for the login, as a path of ours. */
  returnTo: z.string().startsWith('/console'),
})

export type KeptAttempt = z.infer<typeof KeptAttempt>

export const attempts = keptAttempts({
  prefix: 'console-login-',
  content: KeptAttempt,
  seconds: 3600,
})
