import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ListedEntry, listedEntry } from '../../wire/entry-documents.ts'
import { exampleEntries } from '../../wire/entry-examples.ts'
import type { KindHere } from './kinds.ts'

export const listEntries = ({ desk }: Pick<AdminTools, 'desk'>, { kind, path, many, words }: KindHere) =>
  operatorRoute({
    operation: 'registry.read',
    method: 'get',
    path,
    operationId: `list${many}`,
    summary: `What is registered as ${words}`,
    response: {
      status: 200,
      description: 'All of them',
      body: z.object({ items: z.array(ListedEntry(kind)) }),
    },
    example: { answer: { items: [{ ...exampleEntries[kind], version: 1 }] } },
    handle: async ({ caller: operator }) => {
      const entries = await desk.listEntries({ operator, kind })
      return { status: 200, body: { items: entries.map(listedEntry) } }
    },
  })
