import { z } from 'zod'
import type { GrantId } from '../../../../domain/ids.ts'
import { isRefused } from '../../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'

const path = '/console/evidence'

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('fetch'),
  id: z.string().trim().max(100),
})

/** The signed file about one consent. It is posted for: that it was fetched is kept, and seen by whom it is about. */
export const fetchEvidence = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path,
    duty: 'evidence.read',
    section: 'evidence',
    handle: async () => page({}),
  }),
  consoleForm(tools, {
    path,
    form: Form,
    duty: 'evidence.read',
    section: 'evidence',
    back: () => path,
    handle: async ({ form: { id }, traceId }, operator): Promise<PageReply> => {
      if (!z.uuid().safeParse(id).success) return unknown(id)
      try {
        const { bytes, fileName } = await tools.desk.readEvidence({ operator, id: id as GrantId, traceId })
        return { download: { bytes, fileName, mediaType: 'application/json' } }
      } catch (error) {
        if (isRefused(error, 'authorization-grant.not-found')) return unknown(id)
        throw error
      }
    },
  }),
]

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({ view: 'console/evidence', model })

const unknown = (id: string): PageReply => ({
  ...page({ id, fault: { field: 'id', text: 'console.fault.grant' } }),
  status: 400,
})
