import { z } from 'zod'
import { loginLevels } from '../../../domain/requests/purpose.ts'
import { keptAttempts } from '../../../http/pages/kept-attempts.ts'

const KeptAttempt = z.object({
  attempt: z.object({
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
    level: z.enum(loginLevels),
    callbackUrl: z.string(),
  }),
  /** The page that asked for the login, as a path of ours. */
  returnTo: z.string().startsWith('/'),
})

/** A login on its way. */
export type KeptAttempt = z.infer<typeof KeptAttempt>

/** As long as an authorization waits for a login, for those who take their time there. */
const seconds = 2 * 3600

export const {
  keep: keepAttempt,
  find: findAttempt,
  drop: dropAttempt,
} = keptAttempts({ prefix: 'login-', content: KeptAttempt, seconds })
