import type { PageReply } from '../../../http/pages/pages.ts'

const words = {
  over: { title: 'login-needed.title', text: 'login-needed.text' },
  'not-sure-enough': {
    title: 'problem.consent-request.level-too-low.title',
    text: 'problem.consent-request.level-too-low.text',
  },
  'not-fresh': { title: 'login-needed.not-fresh.title', text: 'login-needed.not-fresh.text' },
} as const

/** A form that leads back to the asker, who is not named where that is nobody's to know yet. */
export interface Leave {
  readonly action: string
  readonly client?: string
}

/**
 * There is no login that the form could count for. A page and not a redirect: most pages let their forms lead nowhere but
 * here. `again` is a path of ours that leads to the login and comes back; who will not log in may leave.
 */
export const loginNeeded = (
  again: string,
  { why = 'over', leave }: { why?: keyof typeof words; leave?: Leave | undefined } = {},
): PageReply => ({
  view: 'login-needed',
  status: 401,
  model: { again, leave, ...words[why] },
  formsLeadOut: leave !== undefined,
})
