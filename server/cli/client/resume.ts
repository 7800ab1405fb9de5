import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'

interface Reasoned extends Options {
  readonly reason?: string
}

export const resumeClient = (tools: Tools) =>
  onStorage<Reasoned>(
    tools,
    verb('resume <id>', 'give a client that was suspended everything back'),
    async ({ desk }, { argument: id, options: { reason }, operator }) => {
      await desk.resumeClient({ operator, id, reason })
      return {
        json: { resumed: id },
        text: `Resumed ${id}: what has not ended meanwhile is good again`,
        acts: [],
      }
    },
  )
