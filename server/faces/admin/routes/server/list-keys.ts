import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleKey, KeyDocument, keyDocument } from '../../wire/key-document.ts'

export const listKeys = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute({
    operation: 'key.read',
    method: 'get',
    path: '/keys',
    operationId: 'listKeys',
    summary: 'The published signing keys, newest first',
    response: { status: 200, description: 'All of them', body: z.object({ items: z.array(KeyDocument) }) },
    example: { answer: { items: [exampleKey] } },
    handle: async ({ caller: operator }) => {
      const keys = await desk.listKeys({ operator })
      return { status: 200, body: { items: keys.map(keyDocument) } }
    },
  })
