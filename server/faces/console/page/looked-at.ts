import type { z } from 'zod'
import type { Operation } from '../../../domain/operators/operations.ts'
import type { Operator } from '../../../domain/operators/operator.ts'
import type { PageReply, PageRequest, PageRoute } from '../../../http/pages/pages.ts'
import type { ConsoleWork } from '../console-work.ts'
import { ReasonForm } from '../support/reason-form.ts'
import { consoleForm } from './console-form.ts'
import { consolePage } from './console-page.ts'
import { asksReason, faultOf } from './faults.ts'

/** What every verb takes that looks at somebody. */
export interface Looking {
  readonly operator: Operator
  readonly reason?: string | undefined
  readonly traceId: string
}

interface LookedAt<Params, Found> {
  readonly path: string
  readonly params: z.ZodType<Params>
  readonly duty: Operation
  readonly read: (looking: Looking, params: Params) => Promise<Found>
  readonly show: (found: Found, request: PageRequest<Params>, operator: Operator) => PageReply
}

/**
 * A page about somebody's: who has not lately said why she looks is asked first, by a form at the same address, and comes back
 * to the page.
 */
export const lookedAt = <Params, Found>(
  tools: ConsoleWork,
  { path, params, duty, read, show }: LookedAt<Params, Found>,
): readonly PageRoute[] => [
  consolePage<Params, unknown>(tools, {
    path,
    params,
    duty,
    section: 'support',
    handle: async (request, operator) => {
      const looking = { operator, traceId: request.traceId }
      try {
        return show(await read(looking, request.params), request, operator)
      } catch (error) {
        if (asksReason(error)) return askReason(request.url)
        throw error
      }
    },
  }),
  consoleForm<Params, ReasonForm>(tools, {
    path,
    params,
    form: ReasonForm,
    duty,
    section: 'support',
    back: ({ url }) => url.pathname,
    handle: async ({ params: about, form: { reason }, url, traceId }, operator) => {
      try {
        await read({ operator, reason, traceId }, about)
        return { redirect: `${url.origin}${url.pathname}` }
      } catch (error) {
        return askReason(url, { reason, fault: faultOf(error) })
      }
    },
  }),
]

const askReason = ({ pathname }: URL, said: Readonly<Record<string, unknown>> = {}): PageReply => ({
  view: 'console/reason',
  status: 'fault' in said ? 400 : 200,
  model: { action: pathname, ...said },
})
