import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const removeClient = (tools: Tools) =>
  onStorage(
    tools,
    verb('remove <id>', 'remove a client for good; its tokens and its grants end with it'),
    async ({ clients, core, audit }, { argument }) => {
      const isRemoved = await clients.remove(argument)
      if (isRemoved) audit.record({ what: 'client.removed', clientId: argument })
      const ended = await core.endRemovedClients(argument)
      if (!isRemoved && ended === 0) throw new Problem('client.unknown', `There is no client ${argument}`)
      return {
        json: { removed: argument, grants_ended: ended },
        acts: [],
        text: `Removed ${argument}; ${ended === 1 ? 'one grant' : `${ended} grants`} ended with it. No client gets this id again.`,
      }
    },
  )
