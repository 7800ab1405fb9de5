import type { Operation } from '../../../domain/operators/operations.ts'
import { assertMayDo } from '../../../domain/operators/operator.ts'
import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply, PageRequest, PageRoute } from '../../../http/pages/pages.ts'
import type { Operator } from '../../../domain/operators/operator.ts'
import type { ConsoleWork } from '../console-work.ts'
import { startLogin } from '../login/start-login.ts'
import { findSession, operatorOf } from '../session.ts'
import { framed } from './framed.ts'
import { refused } from './refused.ts'
import type { SectionName } from './sections.ts'

interface ConsolePage<Params, Query> extends Pick<PageRoute<Params, Query>, 'params' | 'query'> {
  readonly path: string
  /** What one must be allowed to do to see it. */
  readonly duty: Operation
  readonly section: SectionName
  readonly handle: (request: PageRequest<Params, Query>, operator: Operator) => Promise<PageReply>
}

/** A page for operators: whoever is not logged in is sent to the login first, whoever has no business there is told so. */
export const consolePage = <Params, Query>(
  tools: ConsoleWork,
  { path, params, query, duty, section, handle }: ConsolePage<Params, Query>,
): PageRoute =>
  pageRoute({
    method: 'get',
    path,
    ...(params && { params }),
    ...(query && { query }),
    handle: async (request: PageRequest<Params, Query>): Promise<PageReply> => {
      const session = await findSession(tools, request)
      if (!session) return startLogin(tools, request)
      const operator = operatorOf(session)
      const answer = async () => {
        assertMayDo(operator, duty)
        return handle(request, operator)
      }
      return framed(await answer().catch(refused), session, section)
    },
  })
