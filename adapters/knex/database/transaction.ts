import { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'
import type { Lanes } from '../../../server/ports/lanes.ts'
import type { UnitOfWork } from '../../../server/ports/unit-of-work.ts'
import { oneLane } from './pool/lanes.ts'
import { openTransaction, type Transaction } from './open-transaction.ts'
import { again, statements, type Written } from './statements.ts'

/**
 * One statement at a time in plain SQL with `$1` placeholders, prepared by name on its connection: keep the texts few.
 * Throws `storage.unavailable` when the database does not answer.
 */
export interface Connection {
  /** Reads in the transaction that is open around the caller, if one is, else straight from the pool. */
  read<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Writes in the unit of work around the caller, whose transaction begins now if it has not; else by itself. */
  write<Row>(text: string, values?: readonly unknown[]): Promise<Written<Row>>
  /**
   * Writes what a unit of work has to write in one statement: in the transaction that has begun around the caller, else as a
   * transaction by itself, which stands whatever becomes of the unit and is done again when it got in another's way.
   */
  writeWhole<Row>(text: string, values?: readonly unknown[]): Promise<Written<Row>>
}

export interface KnexUnitOfWork {
  readonly unitOfWork: UnitOfWork
  readonly lanes: Lanes
  connection(): Connection
  /** True inside a unit of work, where what is written waits for the others. */
  within(): boolean
  /**
   * Several statements as one: joins the transaction around the caller, or has its own, done again from the start when
   * it got in another's way (three times at most).
   */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>
}

interface Unit {
  transaction: Promise<Transaction> | undefined
  ended: boolean
  readonly whenKept: (() => void)[]
}

/** Transactions over one pool, carried to every store by the asynchronous context. */
export function knexUnitOfWork(knex: Knex, lanes: Lanes = oneLane): KnexUnitOfWork {
  const units = new AsyncLocalStorage<Unit>()
  const pool = statements(knex)

  const unit = (): Unit | undefined => {
    const current = units.getStore()
    return current?.ended ? undefined : current
  }

  const begun = (around: Unit): Promise<Transaction> => {
    around.transaction ??= openTransaction(knex)
    return around.transaction
  }

  const run = async <Row>(text: string, values: readonly unknown[] = []): Promise<Written<Row>> =>
    ((await unit()?.transaction) ?? pool).run<Row>(text, values)

  const connection: Connection = {
    async read<Row>(text: string, values?: readonly unknown[]) {
      return (await run<Row>(text, values)).rows
    },
    async write<Row>(text: string, values: readonly unknown[] = []) {
      const around = unit()
      return (around ? await begun(around) : pool).run<Row>(text, values)
    },
    writeWhole: run,
  }

  const runAlone = <T>(work: () => Promise<T>): Promise<T> => {
    const own: Unit = { transaction: undefined, ended: false, whenKept: [] }
    return units.run(own, async () => {
      const result = await work().catch(async error => {
        own.ended = true
        await own.transaction?.then(
          open => open.rollback(),
          () => undefined,
        )
        throw error
      })
      own.ended = true
      await (await own.transaction)?.commit()
      for (const act of own.whenKept) act()
      return result
    })
  }

  const runUnit = <T>(work: () => Promise<T>): Promise<T> => (unit() ? work() : runAlone(work))

  const whenKept = (act: () => void): void => {
    const around = unit()
    if (around) around.whenKept.push(act)
    else act()
  }

  const transaction = <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
    unit() ? work(connection) : again(() => runAlone(() => work(connection)))

  return {
    unitOfWork: { run: runUnit, whenKept },
    lanes,
    connection: () => connection,
    within: () => unit() !== undefined,
    transaction,
  }
}
