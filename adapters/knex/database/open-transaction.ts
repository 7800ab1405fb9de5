import type { Knex } from 'knex'
import { Problem } from '../../../server/domain/problem.ts'
import { impatience, waitedInTime, withoutPatience } from './patience.ts'
import { discard, isDiscarded } from './pool/discard.ts'
import { beginOn, runOn, type Statements, takeConnection, type Written } from './statements.ts'

export interface Transaction extends Statements {
  /** Throws what the first failed statement threw, or `storage.unavailable` when nobody knows whether it committed. */
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** One transaction on one connection of the pool, which it gives back at its end. */
export async function openTransaction(knex: Knex): Promise<Transaction> {
  const client = await takeConnection(knex)
  let failure: unknown
  let last: Promise<unknown> = Promise.resolve()

  const giveBack = (spoilt?: unknown): void => {
    if (spoilt !== undefined) discard(client, spoilt)
    knex.client.releaseConnection(client)
  }

  /** A connection that was lost rolls back by itself. Whoever has waited long enough does not wait for it. */
  const rollback = (): Promise<void> => {
    const rolledBack = withoutPatience(() =>
      last
        .then(() => (isDiscarded(client) ? undefined : runOn(client, 'rollback', [])))
        .then(
          () => giveBack(),
          error => giveBack(error),
        ),
    )
    return waitedInTime(() => rolledBack).catch(() => {})
  }

  const commit = async (): Promise<void> => {
    await last
    failure ??= impatience()
    if (failure !== undefined) {
      await rollback()
      throw failure
    }
    await runOn(client, 'commit', []).catch(error => {
      giveBack(error)
      throw new Problem('storage.unavailable', 'Nobody knows whether that was kept; try again', {
        cause: error,
      })
    })
    giveBack()
  }

  const run = <Row>(text: string, values: readonly unknown[]): Promise<Written<Row>> => {
    const result = last.then(() => {
      if (failure !== undefined) throw failure
      return runOn<Row>(client, text, values)
    })
    last = result.catch(error => {
      failure ??= error
    })
    return result
  }

  await beginOn(client).catch(error => {
    giveBack(error)
    throw error
  })
  return { run, commit, rollback }
}
