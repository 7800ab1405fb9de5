import type { PageReply } from '../../../http/pages.ts'

/** The texts that say why: it is over, or it is not sure enough. */
type Reason = 'login-needed' | 'problem.consent-request.level-too-low'

/**
 * There is no login that the form could count for. A page and not a redirect: most pages let their forms lead nowhere but
 * here. `again` is a path of ours that leads to the login and comes back.
 */
export const loginNeeded = (again: string, reason: Reason = 'login-needed'): PageReply => ({
  view: 'login-needed',
  status: 401,
  model: { again, reason },
})
