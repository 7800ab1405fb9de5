import type { RightId } from '../../domain/rights/party-right.ts'
import { Problem } from '../../domain/problem.ts'
import { isUuid } from '../../domain/ids.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { shownRight } from './shown-right.ts'

interface End extends Options {
  readonly reason?: string
}

export const endRight = (tools: Tools) =>
  onStorage<End>(
    tools,
    verb('end <id>', 'end a right at once, for a reason; it stays on record'),
    async ({ desk, parties, clock }, { argument, options, operator }) => {
      if (!isUuid(argument)) throw new Problem('right.not-found', 'There is no such right')
      const ended = await desk.endRight({
        operator,
        id: argument.toLowerCase() as RightId,
        reason: options.reason,
      })
      const known = await parties.findAll([ended.actor, ended.onBehalfOf])
      return { json: shownRight(ended, known, clock.now()), text: `Ended ${ended.id}`, acts: [] }
    },
  )
