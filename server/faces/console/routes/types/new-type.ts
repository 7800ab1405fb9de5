import { z } from 'zod'
import { isRefused } from '../../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed } from '../../page/queries.ts'
import { begun } from '../../types/draft-here.ts'
import { draftPath, type KindHere, kindsHere, newTypePath, OfKind, typesPath } from '../../types/kinds.ts'

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('begin'),
  kind: z.enum(kindsHere),
  id: z.string().trim().max(300),
})

/** An entry begins as a draft with an id; the rest is written on the page of the draft. */
export const newType = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: newTypePath,
    query: OfKind,
    duty: 'registry.draft',
    section: 'types',
    handle: async ({ query: { kind } }) => page(kind),
  }),
  consoleForm(tools, {
    path: newTypePath,
    form: Form,
    duty: 'registry.draft',
    section: 'types',
    back: ({ form: { kind } }) => addressed(newTypePath, { kind }),
    handle: async ({ form: { kind, id }, url, traceId }, operator) => {
      const taken = (await tools.desk.listEntries({ operator, kind })).some(one => one.id === id)
      if (taken) return page(kind, { id, fault: fault('taken') })
      const entry = begun({ kind, id })
      try {
        await tools.desk.saveDraft({ operator, kind, id, entry, base: 0, revision: 0, traceId })
      } catch (error) {
        if (isRefused(error, 'request.malformed')) return page(kind, { id, fault: fault('id') })
        if (isRefused(error, 'version.stale')) return page(kind, { id, fault: fault('taken') })
        throw error
      }
      return { redirect: `${url.origin}${draftPath({ kind, id })}` }
    },
  }),
]

const fault = (what: 'id' | 'taken') => ({ field: 'id', text: `console.type.fault.${what}` })

const page = (kind: KindHere, said: Readonly<Record<string, unknown>> = {}): PageReply => ({
  view: 'console/type-new',
  status: 'fault' in said ? 400 : 200,
  model: { kind, ...said, back: addressed(typesPath, { kind }) },
})
