import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'

export const listScopes = (tools: Tools) =>
  onStorage(tools, verb('list', 'list the scopes'), async ({ registry }) => {
    const found = await registry.tokenScopes.list()
    const rows = found.map(({ id, version, seconds, holders, description }) => ({
      scope: id,
      version,
      lasts: `${seconds} s`,
      holders: holders ? holders.join(' ') || 'nobody' : 'everybody',
      description,
    }))
    return { json: found, text: table(rows, 'No scopes') }
  })
