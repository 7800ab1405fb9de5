import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import { sessionCookie } from '../../../http/pages/session-cookie.ts'
import type { WayBack } from '../../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { logOutOnTheWay } from '../login/log-out-on-the-way.ts'

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
  return logOutOnTheWay(tools, url, way.url)
}
