import { type Connection, Query, type QueryConfig, type QueryResult } from 'pg'

/** What the driver's query does when it is spoken to; it declares none of it. */
interface ProtocolQuery {
  callback: (error: Error | undefined, result: QueryResult) => void
  /** Milliseconds. */
  query_timeout: number
  submit(connection: Connection): void
  prepare(connection: Connection): void
  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void
  handleCommandComplete(message: unknown, connection: Connection): void
}

type Wanted = QueryConfig<unknown[]> & { readonly queryMode: 'extended' }

const DriverQuery = Query as unknown as new (config: Wanted) => ProtocolQuery

/**
 * A statement behind another one, the guard, in the same round trip and the same transaction, for connections on which
 * nothing lasts longer than that. Both are prepared without a name.
 */
export class GuardedQuery extends DriverQuery {
  /** What the guard's last column said. */
  readOnly = false
  readonly #guard: string
  #guarding = true

  constructor(guard: string, statement: { readonly text: string; readonly values: unknown[] }) {
    super({ ...statement, queryMode: 'extended' })
    this.#guard = guard
  }

  override prepare(connection: Connection): void {
    connection.parse({ name: '', text: this.#guard, types: [] }, true)
    connection.bind({}, true)
    connection.execute({}, true)
    super.prepare(connection)
  }

  override handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (this.#guarding) this.readOnly = message.fields.at(-1) === 't'
    else super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#guarding) this.#guarding = false
    else super.handleCommandComplete(message, connection)
  }
}
