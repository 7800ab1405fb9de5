import { Problem } from '../../../server/domain/problem.ts'
import { sqlState } from '../database/sql-state.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { gatherEach } from '../gather.ts'
import { appendTogether } from './append-together.ts'
import type { Change, ChangeKind } from './change.ts'

type Tools = Pick<KnexUnitOfWork, 'connection' | 'lanes' | 'transaction' | 'within'>

/** What became of a change in its turn: kept, or to be done by itself, or why it is not known. */
type Outcome = 'kept' | 'left' | Problem

/** To go together is four statements, which so many at least are to share. */
const fewest = 4

/**
 * Keeps changes of consents with their events, and resolves when the change is committed; `false`, and nothing written, when
 * it came too late. An asker's counter lets one commit through at a time. So those changes that come to one asker while a
 * commit of this process is under way go together in the next one; inside a unit of work each goes with the others of that
 * unit. What others hold, and what fails by itself, keeps nobody else waiting: it is done again alone.
 */
export function gatheredChanges(tools: Tools): (change: Change) => Promise<boolean> {
  const { connection, lanes, within } = tools
  // Each turn is for many, and no request's own.
  const gathered = gatherEach<Change, Outcome>(
    ({ event }) => event.stream,
    changes => lanes.run('ordinary', () => takeTurn(tools, changes)),
    isStandstill,
  )
  return async change => {
    const outcome = within() ? 'left' : await gathered(change)
    if (outcome instanceof Problem) throw outcome
    return outcome === 'kept' || change.kind.alone(connection(), change, 'waits')
  }
}

/** Throws when it stood still for all of them. */
async function takeTurn(tools: Tools, changes: readonly Change[]): Promise<readonly Outcome[]> {
  const outcomes =
    changes.length < fewest
      ? await Promise.all(changes.map(change => keepSingly(tools, change)))
      : await keepTogether(tools, changes).catch(error => changes.map(() => leftUnlessDoubtful(error)))
  if (outcomes.every(isStandstill)) throw outcomes[0]
  return outcomes
}

const keepSingly = ({ connection }: Tools, change: Change): Promise<Outcome> =>
  change.kind
    .alone(connection(), change, 'passes by')
    .then(isKept => (isKept ? 'kept' : 'left'), leftUnlessDoubtful)

/** Nothing is written of what the database refuses; after anything else it may have been. */
const leftUnlessDoubtful = (error: unknown): Outcome =>
  error instanceof Problem && error.code === 'storage.unavailable' ? error : 'left'

/** Rows first and the counter last, as everybody takes them; rows are not waited for. */
const keepTogether = ({ transaction }: Tools, changes: readonly Change[]): Promise<readonly Outcome[]> =>
  transaction(async on => {
    const kept = new Set<Change>()
    for (const [kind, all] of Map.groupBy(changes, one => one.kind)) {
      for (const change of await keepRows(on, kind, all)) kept.add(change)
    }
    const told = changes.filter(change => kept.has(change))
    if (told.length > 0) await appendTogether(on, told)
    return changes.map(change => (kept.has(change) ? 'kept' : 'left'))
  })

async function keepRows(
  on: Connection,
  kind: ChangeKind,
  all: readonly Change[],
): Promise<readonly Change[]> {
  const firstOf = new Map(all.toReversed().map(change => [kind.idOf(change.row), change]))
  const ids = await kind.together(
    on,
    [...firstOf.values()].map(({ row }) => row),
  )
  return ids.flatMap(id => firstOf.get(id) ?? [])
}

/** The database let nobody through for as long as a statement may wait. */
const isStandstill = (error: unknown): boolean =>
  error instanceof Problem && ['55P03', '57014'].includes(sqlState(error.cause) ?? '')
