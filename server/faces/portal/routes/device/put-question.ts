import type { ConsentRequestId } from '../../../../domain/ids.ts'
import { Problem } from '../../../../domain/problem.ts'
import { reaches } from '../../../../domain/requests/purpose.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRequest } from '../../../../http/pages/pages.ts'
import { problemStatus } from '../../../../http/problem-status.ts'
import { codePage } from '../../device/code-page.ts'
import { type AskedByDevice, readAsked } from '../../device/find-asked.ts'
import { dropCode, findCode } from '../../device/kept-code.ts'
import { askedPath, codePath, questionPath } from '../../device/paths.ts'
import { dropOutcome, findOutcome, type LoginOutcome } from '../../login/login-outcome.ts'
import { startLogin } from '../../login/start-login.ts'
import type { PortalTools } from '../../portal-tools.ts'
import { findSession } from '../../session.ts'
import type { Settings } from '../../settings.ts'

/** Puts the question to whoever is logged in, and leads to it among her own: from there on it is as every other. */
export const putQuestion = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: questionPath,
    handle: async (request): Promise<PageReply> => {
      const code = findCode(tools.sealer, request)
      if (!code?.goesOn) return { redirect: `${request.url.origin}${codePath}` }
      const itself = `${request.url.origin}/requests/${code.requestId}`
      const found = await readAsked(tools, await tools.polled.findByRequest(code.requestId))
      if (!found) return whenOver(tools, code.requestId, itself)
      const login = await loginFor(tools, settings, request, found)
      if ('reply' in login) return login.reply
      await tools.core.assertMayConsent([login.person])
      await tools.core.askByAuthorization({
        ...found,
        id: code.requestId,
        person: login.person,
        polledBy: 'device',
      })
      return { redirect: itself, cookies: [dropCode] }
    },
  })

/** On to what became of it. What was put to nobody in time is over, and its code is as good as none. */
const whenOver = async ({ core }: PortalTools, id: ConsentRequestId, itself: string): Promise<PageReply> => ({
  ...((await core.loginLevelFor(id)) ? { redirect: itself } : codePage({ code: '', isUnknown: true })),
  cookies: [dropCode],
})

/** The person of a login that is good enough, else the way to one. */
async function loginFor(
  tools: PortalTools,
  settings: Settings,
  request: PageRequest,
  { ask: { purpose } }: AskedByDevice,
) {
  const session = await findSession(tools.sessions, request)
  const level = reaches(settings.loginLevel, purpose.loginLevel) ? settings.loginLevel : purpose.loginLevel
  if (session && reaches(session.level, level)) return { person: session.party.id }
  const outcome = findOutcome(tools.sealer, request)
  if (outcome === 'cancelled' || outcome === 'failed') return { reply: cameToNothing(outcome) }
  return { reply: await startLogin(tools, request, { language: request.language, level, fresh: false }) }
}

const codes = { cancelled: 'login.cancelled', failed: 'login.failed' } as const

function cameToNothing(outcome: Exclude<LoginOutcome, 'logged-in'>): PageReply {
  const { code, kind } = new Problem(codes[outcome], 'Nobody was logged in')
  return {
    view: 'no-answer',
    status: problemStatus[kind].status,
    model: {
      problem: `${code}.asked`,
      action: askedPath,
      again: { href: questionPath, text: 'no-answer.try-again' },
      leaves: false,
    },
    cookies: [dropOutcome],
  }
}
