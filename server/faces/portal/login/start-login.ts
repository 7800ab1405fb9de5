import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginWish } from '../../../ports/sessions/identity-provider.ts'
import type { FaceTools } from '../../face-module.ts'
import { pageAfterLogin } from './as-oneself.ts'
import { keepAttempt } from './login-attempt.ts'

/** Where the identity provider's answer comes to, at each origin that the pages are at. */
export const loginCallback = '/login/callback'

export type LoginTools = Pick<FaceTools, 'identityProvider' | 'sealer' | 'digest' | 'gate'>

/** Sends the browser to the identity provider, to come back to this very page. Throws `LimitReached`. */
export async function startLogin(
  tools: LoginTools,
  { url, cookies, network }: Pick<PageRequest, 'url' | 'cookies' | 'network'>,
  wish: LoginWish,
): Promise<PageReply> {
  await tools.gate.pass('login-starts', network)
  const callbackUrl = `${url.origin}${loginCallback}`
  const begun = await tools.identityProvider.begin({ ...wish, callbackUrl })
  const kept = { attempt: begun.attempt, returnTo: pageAfterLogin(url) }
  return { redirect: begun.url, cookies: keepAttempt(tools, kept, cookies) }
}
