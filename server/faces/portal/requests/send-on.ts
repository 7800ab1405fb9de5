import type { PageReply, PageRequest } from '../../../http/pages.ts'
import { formTarget } from '../../../http/security-headers.ts'
import { sessionCookie } from '../../../http/session-cookie.ts'
import type { WayBack } from '../../../ports/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { keepWayHome } from '../login/way-home.ts'
import { loggedOutPath } from '../routes/show-logged-out.ts'
import { dropSession } from '../session.ts'

type Tools = Pick<FaceTools, 'sessions' | 'identityProvider' | 'sealer' | 'publicUrl'>

/** A way back that leads somewhere. */
type WayOn = WayBack & { readonly url: string }

export const leadsOn = (way: WayBack): way is WayOn => way.url !== undefined

/** Back to the one who asked; logged out before, here and at the identity provider, when the way says so. */
export async function sendOn(
  tools: Tools,
  { url, cookies }: Pick<PageRequest, 'url' | 'cookies'>,
  way: WayOn,
): Promise<PageReply> {
  if (!way.endsSession) return { redirect: way.url }
  await tools.sessions.end(cookies[sessionCookie] ?? '')
  const elsewhere = await logoutUrl(tools)
  const kept = url.origin === new URL(tools.publicUrl).origin && keepWayHome(tools.sealer, way.url)
  if (!elsewhere || !kept) return { redirect: way.url, cookies: [dropSession] }
  return { redirect: elsewhere, cookies: [dropSession, kept] }
}

/** What a form whose answer is sent on must be allowed to lead to. */
export async function targetsOn(tools: Tools, way: WayOn): Promise<readonly string[]> {
  const passed = way.endsSession ? [way.url, await logoutUrl(tools)] : [way.url]
  return passed.map(one => one && formTarget(one)).filter(target => target !== undefined)
}

const logoutUrl = ({ identityProvider, publicUrl }: Tools) =>
  identityProvider.logoutUrl(`${publicUrl}${loggedOutPath}`)
