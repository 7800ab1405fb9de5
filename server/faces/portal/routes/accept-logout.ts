import { z } from 'zod'
import type { Api } from '../../../http/api.ts'
import { problemJson } from '../../../http/problem-formats.ts'
import { api, route } from '../../../http/route.ts'
import type { FaceTools } from '../../face-module.ts'

type Tools = Pick<FaceTools, 'identityProvider' | 'sessions' | 'replays'>

const Logout = z.object({
  logout_token: z.string().describe('OpenID Connect Back-Channel Logout 1.0, 2.4'),
})

/** Where the identity provider tells of people whom it has logged out. What it says is signed, so nobody need log in. */
export const backchannelLogout = (tools: Tools): Api =>
  api({
    name: 'login',
    prefix: '/login',
    mediaType: 'application/json',
    problems: problemJson,
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [
      route({
        method: 'post',
        path: '/backchannel-logout',
        operationId: 'acceptLogout',
        summary: 'End the sessions of a person whom the identity provider has logged out',
        body: Logout,
        bodyFormat: 'form',
        response: { status: 200 },
        handle: async ({ body }) => {
          await endSessions(tools, body.logout_token)
          return { status: 200 }
        },
      }),
    ],
  })

/** A token that comes again has done its work: the person may have logged in since. */
async function endSessions({ identityProvider, sessions, replays }: Tools, token: string): Promise<void> {
  const { login, tokenId, goodUntil } = await identityProvider.readLogoutToken(token)
  if (await replays.burn(['logout-token', tokenId], goodUntil)) await sessions.endElsewhere(login)
}
