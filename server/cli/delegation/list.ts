import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'

export const listDelegations = (tools: Tools) =>
  onStorage(tools, verb('list', 'list who may use whose scopes'), async ({ registry }) => {
    const found = await registry.scopeDelegations.list()
    const rows = found.map(({ scope, consumer, supplier }) => ({ scope, consumer, supplier }))
    return { json: rows, text: table(rows, 'No delegations') }
  })
