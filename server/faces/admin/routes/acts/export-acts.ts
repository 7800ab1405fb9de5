import { z } from 'zod'
import type { Operator } from '../../../../domain/operators/operator.ts'
import type { OperatorAct } from '../../../../domain/operators/operator-act.ts'
import type { OperatorActFilter } from '../../../../ports/operators/operator-acts.ts'
import type { Page } from '../../../../ports/requests/consent-query.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { actDocument, exampleAct } from '../../wire/act-document.ts'
import { actFilter, toActFilter } from '../../wire/act-query.ts'

const Query = z.object(actFilter)

const lines = 'application/x-ndjson'

export const exportActs = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'audit.read',
    method: 'get',
    path: '/acts.ndjson',
    operationId: 'exportActs',
    summary: 'Everything that operators did, newest first, one JSON object a line',
    query: Query,
    response: { status: 200, description: 'The acts', file: lines },
    refusals: ['request.malformed'],
    example: { query: { from: '2026-11-01T00:00:00Z' }, answer: `${JSON.stringify(exampleAct)}\n` },
    handle: async ({ caller: operator, query }) => {
      const read = readerOf(desk, operator, toActFilter(query))
      const first = await read(undefined)
      return { status: 200, stream: { mediaType: lines, pieces: linesFrom(first, read) } }
    },
  })

type Read = (after: string | undefined) => Promise<Page<OperatorAct>>

const readerOf =
  (desk: AdminTools['desk'], operator: Operator, filter: OperatorActFilter): Read =>
  after =>
    desk.listActs({ operator, filter, page: { limit: 100, after } })

async function* linesFrom(first: Page<OperatorAct>, read: Read): AsyncGenerator<string> {
  let page = first
  for (;;) {
    if (page.items.length > 0) yield page.items.map(act => `${JSON.stringify(actDocument(act))}\n`).join('')
    if (page.next === undefined) return
    page = await read(page.next)
  }
}
