import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { ConsoleWork } from '../console-work.ts'
import { loginPath } from '../paths.ts'
import { attempts } from './attempts.ts'

/** Sends the browser to the operators' provider, to come back to this very page. Throws `LimitReached`. */
export async function startLogin(
  tools: Pick<ConsoleWork, 'operatorLogin' | 'sealer' | 'digest' | 'gate'>,
  { url, cookies, network, language }: Pick<PageRequest, 'url' | 'cookies' | 'network' | 'language'>,
): Promise<PageReply> {
  await tools.gate.pass('login-starts', network)
  const begun = await tools.operatorLogin.begin({ language, callbackUrl: `${url.origin}${loginPath}` })
  const kept = { attempt: begun.attempt, returnTo: `${url.pathname}${url.search}` }
  return { redirect: begun.url, cookies: attempts.keep(tools, kept, cookies) }
}
