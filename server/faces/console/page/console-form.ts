import type { z } from 'zod'
import type { Operation } from '../../../domain/operators/operations.ts'
import { assertMayDo, type Operator } from '../../../domain/operators/operator.ts'
import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply, PageRequest, PageRoute } from '../../../http/pages/pages.ts'
import type { ConsoleWork } from '../console-work.ts'
import { findSession, isOfThisLogin, operatorOf } from '../session.ts'
import { framed } from './framed.ts'
import { refused } from './refused.ts'
import type { SectionName } from './sections.ts'

interface Sent {
  readonly csrf?: string | undefined
}

interface ConsoleForm<Params, Form extends Sent> {
  readonly path: string
  readonly params?: z.ZodType<Params>
  readonly form: z.ZodType<Form>
  /** As a route of a page has it. */
  readonly largestWithFiles?: number
  readonly duty: Operation
  readonly section: SectionName
  /** The page that the form is on, as a path of ours. */
  readonly back: (request: PageRequest<Params, unknown, Form>) => string
  readonly handle: (request: PageRequest<Params, unknown, Form>, operator: Operator) => Promise<PageReply>
}

/**
 * A form of the console, sent in the login that it was made in. When that login is over, or there is another one, nothing is
 * done: a page says so and leads back.
 */
export const consoleForm = <Params, Form extends Sent>(
  tools: ConsoleWork,
  { path, params, form, largestWithFiles, duty, section, back, handle }: ConsoleForm<Params, Form>,
): PageRoute =>
  pageRoute({
    method: 'post',
    path,
    form,
    ...(params && { params }),
    ...(largestWithFiles !== undefined && { largestWithFiles }),
    handle: async (request: PageRequest<Params, unknown, Form>): Promise<PageReply> => {
      const session = await findSession(tools, request)
      if (!session) return { view: 'console/login-needed', status: 401, model: { back: back(request) } }
      const operator = operatorOf(session)
      const answer = async (): Promise<PageReply> => {
        if (!isOfThisLogin(tools.digest, session, request.form.csrf))
          return { view: 'console/other-login', status: 403, model: { back: back(request) } }
        assertMayDo(operator, duty)
        return handle(request, operator)
      }
      return framed(await answer().catch(refused), session, section)
    },
  })
