import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { shownClient } from './shown-client.ts'

interface List extends Options {
  readonly face?: string
}

export const listClients = (tools: Tools) =>
  onStorage<List>(tools, command(), async ({ clients }, { options }) => {
    const found = await clients.list(options.face)
    const rows = found.map(({ id, face, ownerName, authentication }) => ({
      id,
      face,
      authentication,
      owner: ownerName,
    }))
    return { json: found.map(shownClient), text: table(rows, 'No clients') }
  })

const command = () => verb('list', 'list the clients').option('--face <face>', 'only those of this face')
