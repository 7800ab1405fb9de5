import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'
import { noAnswer } from '../../requests/no-answer.ts'
import { notYours } from '../../requests/not-yours.ts'
import { type ReadRequest, readRequest } from '../../requests/read-request.ts'
import { requestIdOf, RequestPath, requestPath, RequestQuery } from '../../requests/request-path.ts'
import { requestPage } from '../../requests/request-page.ts'
import { withAnswerer } from '../../requests/with-answerer.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'

/** A request that no authorization waits for: the question, or what became of it. */
export const showRequest = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: requestPath,
    params: RequestPath,
    query: RequestQuery,
    handle: withAnswerer(tools, settings, async (request, session) => {
      const read = await readRequest(tools, requestIdOf(request.params), session).catch(error =>
        notYours(error, request, session),
      )
      if ('view' in read) return read
      try {
        await assertAnswerable(tools, read, session)
        return await requestPage(tools, read, { request, session })
      } catch (error) {
        return await noAnswer(tools, read, { request, session, error })
      }
    }),
  })

/** Throws `client.suspended` for a question that waits while its asker is suspended, `party.may-not-consent` for one put to or about somebody who may not say yes. */
async function assertAnswerable(
  { core }: Pick<FaceTools, 'core'>,
  { shown }: ReadRequest,
  { party }: LoginSession,
) {
  if (shown.status !== 'pending') return
  if (shown.isSuspended) throw new Problem('client.suspended', 'Whoever asks may do nothing for now')
  await core.assertMayConsent([party.id, shown.request.requestedFrom])
}
