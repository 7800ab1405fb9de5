import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'

export const listResources = (tools: Tools) =>
  onStorage(tools, verb('list', 'list the APIs'), async ({ registry }) => {
    const found = await registry.listResources()
    const rows = found.map(({ audience, version, name, token, scopes }) => ({
      audience,
      version,
      name: name.nb,
      tokens: `${token.format} ${token.seconds} s`,
      scopes: scopes.map(scope => scope.value).join(' '),
    }))
    return { json: found, text: table(rows, 'No resources') }
  })
