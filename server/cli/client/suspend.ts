import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'

interface Reasoned extends Options {
  readonly reason?: string
}

export const suspendClient = (tools: Tools) =>
  onStorage<Reasoned>(
    tools,
    verb('suspend <id>', 'take everything from a client for now; its consents stay'),
    async ({ desk }, { argument: id, options: { reason }, operator }) => {
      await desk.suspendClient({ operator, id, reason })
      return {
        json: { suspended: id },
        text: `Suspended ${id}: its tokens are good for nothing, and its consents stay. Resume it with: samtykke client resume ${id}`,
        acts: [],
      }
    },
  )
