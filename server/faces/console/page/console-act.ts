import { z } from 'zod'
import { type Operation, operations } from '../../../domain/operators/operations.ts'
import type { Operator } from '../../../domain/operators/operator.ts'
import { isRefused } from '../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../http/pages/pages.ts'
import type { ConsoleWork } from '../console-work.ts'
import { consoleForm } from './console-form.ts'
import { consolePage } from './console-page.ts'
import { faultOf } from './faults.ts'
import type { SectionName } from './sections.ts'

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('do'),
  reason: z.string().max(2000),
  /** Of what was seen, where it matters that nobody changed it meanwhile. */
  version: z.coerce.number().int().min(0).optional(),
})

type Form = z.infer<typeof Form>

interface Doing {
  readonly operator: Operator
  readonly reason: string
  readonly traceId: string
  /** 0 when the page said none. */
  readonly version: number
}

interface ConsoleAct<Params> {
  readonly path: string
  readonly params: z.ZodType<Params>
  readonly duty: Operation
  readonly section: SectionName
  /** The texts `console.act.<words>.title`, `.text` and `.do`. */
  readonly words: string
  /** Whom or what it is done to, as `{what}` of these texts. */
  readonly what?: (params: Params) => string
  readonly back: (params: Params) => string
  /** What is shown when it is done; it leads back when not said. */
  readonly run: (doing: Doing, params: Params) => Promise<PageReply | undefined>
}

/** Something that is done for good: a page says what it does and asks why, and its form does it. */
export const consoleAct = <Params>(
  tools: ConsoleWork,
  { path, params, duty, section, words, what = () => '', back, run }: ConsoleAct<Params>,
): readonly PageRoute[] => {
  const asking = (
    about: Params,
    url: URL,
    said: Partial<Form> & { readonly fault?: unknown } = {},
  ): PageReply => ({
    view: 'console/act',
    status: said.fault === undefined ? 200 : 400,
    model: {
      words,
      what: what(about),
      action: url.pathname,
      back: back(about),
      version: said.version ?? (Number(url.searchParams.get('version') ?? 0) || undefined),
      asksReason: operations[duty].asksReason,
      reason: said.reason,
      fault: said.fault,
    },
  })
  return [
    consolePage<Params, unknown>(tools, {
      path,
      params,
      duty,
      section,
      handle: async ({ params: about, url }) => asking(about, url),
    }),
    consoleForm<Params, Form>(tools, {
      path,
      params,
      form: Form,
      duty,
      section,
      back: ({ params: about }) => back(about),
      handle: async ({ params: about, form, url, traceId }, operator) => {
        const { reason, version = 0 } = form
        try {
          const reply = await run({ operator, reason, traceId, version }, about)
          return reply ?? { redirect: `${url.origin}${back(about)}` }
        } catch (error) {
          if (isRefused(error, 'request.malformed'))
            return asking(about, url, { ...form, fault: faultOf(error) })
          throw error
        }
      },
    }),
  ]
}
