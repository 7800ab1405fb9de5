import type { Knex } from 'knex'
import type { Client, QueryResult } from 'pg'
import { Problem } from '../../server/domain/problem.ts'
import { sqlState, toStorageProblem } from './storage-problem.ts'
import type { Written } from './transaction.ts'

export interface Statements {
  run<Row>(text: string, values: readonly unknown[]): Promise<Written<Row>>
}

const longestNameList = 1_000
const names = new Map<string, string>()

/** Texts are named once in the process, so that every connection prepares each of them once. */
function nameOf(text: string): string | undefined {
  if (!/^(select|insert|update|delete|with) /i.test(text)) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= longestNameList) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** Longer, in milliseconds, than the database itself lets a statement take: nobody is there any more. */
const silence = 8_000

/**
 * Runs one prepared statement on this connection. Throws `storage.unavailable` when it does not answer; the connection is
 * then not used again.
 */
export async function runOn<Row>(
  client: Client,
  text: string,
  values: readonly unknown[],
): Promise<Written<Row>> {
  const name = nameOf(text)
  const statement = { text, values: [...values], query_timeout: silence, ...(name && { name }) }
  try {
    const result = (await client.query(statement)) as QueryResult & { rows: Row[] }
    return { rows: result.rows, count: result.rowCount ?? 0 }
  } catch (error) {
    if (sqlState(error) === undefined) discard(client, error)
    throw toStorageProblem(error)
  }
}

/** @NOTE Knex asks this property before it hands a connection out again. */
export const discard = (client: Client, reason: unknown): void => {
  Object.assign(client, { __knex__disposed: reason })
}

export const isDiscarded = (client: Client): boolean =>
  '__knex__disposed' in client && client.__knex__disposed !== undefined

/** Takes a connection from the pool. Throws `storage.unavailable` when there is none to be had in time. */
export async function takeConnection(knex: Knex): Promise<Client> {
  try {
    return await knex.client.acquireConnection()
  } catch (cause) {
    throw new Problem('storage.unavailable', 'The database cannot be reached; try again', { cause })
  }
}

/** Each statement on a connection of its own from the pool. */
export const statements = (knex: Knex): Statements => ({
  async run<Row>(text: string, values: readonly unknown[]) {
    const client = await takeConnection(knex)
    try {
      return await runOn<Row>(client, text, values)
    } finally {
      knex.client.releaseConnection(client)
    }
  },
})
