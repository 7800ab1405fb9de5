import { z } from 'zod'
import { mayDo, type Operator } from '../../../../domain/operators/operator.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { faultOf } from '../../page/faults.ts'
import { addressed, Cursor } from '../../page/queries.ts'
import { rightsPath } from '../../rights/paths.ts'
import { shownRight } from '../../rights/shown-right.ts'

const pageSize = 50

const sides = ['party', 'actor', 'onBehalfOf'] as const

const Standing = z.enum(['current', 'over', 'all']).default('current')

const Query = z.object({ standing: Standing, after: Cursor })

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.enum(['find', 'more']),
  number: z.string().max(40),
  side: z.enum(sides).default('party'),
  standing: Standing,
  reason: z.string().max(2000).default(''),
  after: Cursor,
})

type Form = z.infer<typeof Form>

/** Who may act for whom: the newest of all, or those of somebody, who is found by a number that is posted. */
export const listRights = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: rightsPath,
    query: Query,
    duty: 'right.read',
    section: 'rights',
    handle: async ({ query: { standing, after }, language, traceId }, operator) => {
      const seeing = { operator, language, traceId }
      const { next, ...model } = await find(tools, { standing, after }, seeing)
      return page({ ...model, standing, next: next && addressed(rightsPath, { standing, after: next }) })
    },
  }),
  consoleForm(tools, {
    path: rightsPath,
    form: Form,
    duty: 'right.read',
    section: 'rights',
    back: () => rightsPath,
    handle: async ({ form, language, traceId }, operator) => {
      const after = form.act === 'more' ? form.after : undefined
      try {
        const { next, ...model } = await find(tools, { ...form, after }, { operator, language, traceId })
        return page({ ...model, ...form, isOfSomebody: true, cursor: next })
      } catch (error) {
        return { ...page({ ...form, fault: faultOf(error) }), status: 400 }
      }
    },
  }),
]

interface Seeing {
  readonly operator: Operator
  readonly language: Language
  readonly traceId: string
}

type Sought = Pick<Form, 'standing' | 'after'> & Partial<Pick<Form, 'number' | 'side' | 'reason'>>

async function find(
  { desk, clock }: Pick<ConsoleWork, 'desk' | 'clock'>,
  { number, side = 'party', standing, reason, after }: Sought,
  { language, ...looking }: Seeing,
) {
  const { operator } = looking
  const { items, next, parties } = await desk.listRights({
    ...looking,
    reason,
    search: {
      ...(number !== undefined && { [side]: { number: number.replaceAll(/\s/g, '') } }),
      standing: standing === 'all' ? undefined : standing,
    },
    page: { limit: pageSize, after },
  })
  return {
    rights: items.map(one => shownRight(one, { parties, language, now: clock.now() })),
    next,
    mayGive: mayDo(operator, 'right.give'),
    mayEnd: mayDo(operator, 'right.end'),
    leadsToParties: mayDo(operator, 'party.read'),
  }
}

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({
  view: 'console/rights',
  model: { ...model, sides },
})
