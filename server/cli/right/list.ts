import type { RightSource } from '../../domain/rights/party-right.ts'
import { readSource } from '../../domain/rights/stated-right.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import { rightRow, shownRight } from './shown-right.ts'

interface List extends Options {
  readonly reason?: string
  readonly who?: string
  readonly for?: string
  readonly source?: string
  readonly over?: boolean
  readonly limit: string
  readonly after?: string
}

export const listRights = (tools: Tools) =>
  onStorage<List>(tools, command(), async ({ desk, clock }, { options, operator }) => {
    const { who, for: other, source, over = false, limit, after } = options
    const { items, next, parties } = await desk.listRights({
      operator,
      search: {
        actor: somebody(who),
        onBehalfOf: somebody(other),
        source: source === undefined ? undefined : sourceOf(source),
        standing: over ? 'over' : 'current',
      },
      page: { limit: Number(limit), after },
      reason: options.reason,
    })
    const now = clock.now()
    return {
      json: { rights: items.map(right => shownRight(right, parties, now)), next },
      text: table(
        items.map(right => rightRow(right, parties, now)),
        'No rights',
      ),
      aside: next === undefined ? '' : `There are more: --after ${next}`,
    }
  })

const command = () =>
  verb('list', 'list who may act for whom; persons by name only when they are asked for')
    .option('--who <number>', 'what this person or organization may do for others')
    .option('--for <number>', 'what others may do for this one')
    .option('--source <name>', 'desk, file:<name> or register:<name>')
    .option('--over', 'those that are over or were ended, in place of those that stand')
    .option('--limit <count>', 'how many at most, 1 to 100', '50')
    .option('--after <cursor>', 'go on from the page before')

const somebody = (number: string | undefined) => (number === undefined ? undefined : { number })

const sourceOf = (text: string): RightSource => (text === 'desk' ? text : readSource(text))
