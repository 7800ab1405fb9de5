import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const removeClient = (tools: Tools) =>
  onStorage(
    tools,
    verb('remove <id>', 'remove a client; its grants stay on record'),
    async ({ clients }, { argument }) => {
      if (!(await clients.remove(argument)))
        throw new Problem('client.unknown', `There is no client ${argument}`)
      return { json: { removed: argument }, text: `Removed ${argument}` }
    },
  )
