import { z } from 'zod'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import { listedFaults } from '../../clients/listed-faults.ts'
import { clientPath, clientsPath, OfClient } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { jsonIn } from '../../page/json-in.ts'

const path = `${clientsPath}/:id/change`

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('save'),
  version: z.coerce.number().int().min(1),
  entry: z.string().max(100_000),
})

type Form = z.infer<typeof Form>

/** The entry of a client as the declarative file has it, to be changed in place of the version that was read. */
export const changeClient = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path,
    params: OfClient,
    duty: 'client.write',
    section: 'clients',
    handle: async ({ params: { id } }, operator) => {
      const { client, entry } = await tools.desk.readClient({ operator, id })
      return page(id, { version: client.version, entry: JSON.stringify(entry, undefined, 2) })
    },
  }),
  consoleForm<OfClient, Form>(tools, {
    path,
    params: OfClient,
    form: Form,
    duty: 'client.write',
    section: 'clients',
    back: ({ params: { id } }) => clientPath(id),
    handle: async ({ params: { id }, form: { entry: text, version }, url, traceId }, operator) => {
      const again = (faults: readonly string[]) => ({
        ...page(id, { version, entry: text, faults }),
        status: 400,
      })
      const entry = jsonIn(text)
      if (entry === undefined) return again(['must be JSON'])
      try {
        await tools.desk.changeClient({ operator, id, entry, version, traceId })
        return { redirect: `${url.origin}${clientPath(id)}` }
      } catch (error) {
        return again(listedFaults(error))
      }
    },
  }),
]

const page = (id: string, model: Readonly<Record<string, unknown>>): PageReply => ({
  view: 'console/client-change',
  model: { id, here: clientPath(id), ...model },
})
