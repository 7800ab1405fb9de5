import { z } from 'zod'
import type { Api } from '../../../../http/api/api.ts'
import { problemJson } from '../../../../http/api/problem-json.ts'
import { api, route } from '../../../../http/api/route.ts'
import type { LoginElsewhere } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'

type Tools = Pick<FaceTools, 'audit' | 'identityProvider' | 'sessions' | 'replays'>

const Logout = z.object({
  logout_token: z.string().describe('OpenID Connect Back-Channel Logout 1.0, 2.4'),
})

/** OpenID Connect Front-Channel Logout 1.0, 3: both come together. What the address was registered with may come beside. */
const Told = z.object({
  iss: z.string().max(500).describe('The identity provider'),
  sid: z.string().min(1).max(500).describe('The login there that is over'),
})

/**
 * Where the identity provider announces people whom it has logged out: by itself, signed, and by a page of its own in the
 * person's browser, where our cookies do not come along and only who knows the login there can name it.
 */
export const acceptLogout = (tools: Tools): Api =>
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
        refusals: ['logout-token.refused'],
        handle: async ({ body }) => {
          await endSessions(tools, body.logout_token)
          return { status: 200 }
        },
      }),
      route({
        method: 'get',
        path: '/frontchannel-logout',
        operationId: 'acceptLogoutInBrowser',
        summary: 'End the sessions of a login that is over at the identity provider, in a frame of its page',
        query: Told,
        response: { status: 200 },
        refusals: ['request.malformed', 'logout-token.refused'],
        handle: async ({ query }) => {
          const told = { issuer: query.iss, session: query.sid }
          const { login, shownBy } = await tools.identityProvider.readFrontchannelLogout(told)
          await endElsewhere(tools, login)
          return { status: 200, headers: inFrameOf(shownBy) }
        },
      }),
    ],
  })

/** Nothing, which the identity provider alone may frame. */
const inFrameOf = (origins: readonly string[]) => ({
  'Content-Security-Policy': `default-src 'none'; frame-ancestors ${origins.join(' ')}`,
})

/** A token that comes again has done its work: the person may have logged in since. */
async function endSessions(tools: Tools, token: string): Promise<void> {
  const { login, tokenId, goodUntil } = await tools.identityProvider.readLogoutToken(token)
  if (await tools.replays.burn(['logout-token', tokenId], goodUntil)) await endElsewhere(tools, login)
}

async function endElsewhere({ audit, sessions }: Tools, login: LoginElsewhere): Promise<void> {
  if (await sessions.endElsewhere(login)) audit.record({ what: 'logout.succeeded', at: 'identity provider' })
}
