import type { PageReply, PageRequest } from '../../../http/pages.ts'

/**
 * The login ran out before the form came. A page and not a redirect: a form may not lead to another site than those its
 * page named, and the identity provider is one.
 */
export const loginNeeded = ({ url }: Pick<PageRequest, 'url'>): PageReply => ({
  view: 'login-needed',
  status: 401,
  model: { again: url.pathname },
})
