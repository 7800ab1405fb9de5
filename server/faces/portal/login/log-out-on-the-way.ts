import type { PageReply } from '../../../http/pages/pages.ts'
import type { FaceTools } from '../../face-module.ts'
import { loggedOutPath } from '../routes/session/show-logged-out.ts'
import { dropSession } from '../session.ts'
import { keepWayHome } from './way-home.ts'

type Tools = Pick<FaceTools, 'identityProvider' | 'sealer' | 'publicUrl'>

/** To an address by way of the identity provider, logged out there; at once where it could not be kept meanwhile. */
export async function logOutOnTheWay(
  tools: Tools,
  { origin }: Pick<URL, 'origin'>,
  home: string,
): Promise<PageReply> {
  const elsewhere = await tools.identityProvider.logoutUrl(`${tools.publicUrl}${loggedOutPath}`)
  const kept = origin === new URL(tools.publicUrl).origin && keepWayHome(tools.sealer, home)
  if (!elsewhere || !kept) return { redirect: home, cookies: [dropSession] }
  return { redirect: elsewhere, cookies: [dropSession, kept] }
}
