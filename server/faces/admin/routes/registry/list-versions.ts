import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { EntryPath, PastDocument, pastDocument } from '../../wire/entry-documents.ts'
import { exampleEntries } from '../../wire/entry-examples.ts'
import type { KindHere } from './kinds.ts'

export const listVersions = ({ desk }: Pick<AdminTools, 'desk'>, { kind, path, one, words }: KindHere) =>
  operatorRoute<EntryPath>({
    operation: 'registry.read',
    method: 'get',
    path: `${path}/:id/versions`,
    operationId: `list${one}Versions`,
    summary: `Every version of ${words}, the newest first, each with what it changed`,
    params: EntryPath,
    response: {
      status: 200,
      description: 'All of them',
      body: z.object({ items: z.array(PastDocument(kind)) }),
    },
    refusals: ['registry-entry.unknown'],
    example: {
      params: { id: exampleEntries[kind].id },
      answer: { items: [{ ...exampleEntries[kind], version: 1, time: '2026-11-30T09:00:00+00:00' }] },
    },
    handle: async ({ caller: operator, params: { id } }) => {
      const versions = await desk.listVersions({ operator, kind, id })
      return { status: 200, body: { items: versions.map(pastDocument) } }
    },
  })
