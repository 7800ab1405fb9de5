import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Client, QueryResult } from 'pg'
import { Problem } from '../../../server/domain/problem.ts'
import { discard, leadsNowhere } from './pool/discard.ts'
import { isEmbedded } from './pool/embedded-clients.ts'
import { tellOfMovement, transactionLimits } from './pool/keep-lanes.ts'
import { GuardedQuery } from './pool/guarded-query.ts'
import { guardOf, readOnlySession } from './pool/sessions.ts'
import { patienceLeft, waited, waitedInTime } from './patience.ts'
import { sqlState } from './sql-state.ts'
import { isContention, toStorageProblem } from './storage-problem.ts'
import { monotonicMs } from '../../clock/monotonic.ts'

export interface Written<Row> {
  readonly rows: readonly Row[]
  /** Rows that the statement changed. */
  readonly count: number
}

export interface Statements {
  run<Row>(text: string, values: readonly unknown[]): Promise<Written<Row>>
}

const longestNameList = 1_000
const names = new Map<string, string>()

/**
 * Texts are named once in the process, so that every connection prepares each of them once. The name comes from the text:
 * should a pooler ever lend us what another process prepared, the same name is the same statement.
 */
function nameOf(text: string): string | undefined {
  if (!/^(select|insert|update|delete|with) /i.test(text)) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= longestNameList) return known
  const name = hash('sha256', text, 'base64url').slice(0, 22)
  names.set(text, name)
  return name
}

/**
 * Runs one statement on this connection, prepared by name where the connection keeps such names. Throws
 * `storage.unavailable` when it does not answer; the connection is then not used again.
 */
export async function runOn<Row>(
  client: Client,
  text: string,
  values: readonly unknown[],
): Promise<Written<Row>> {
  const name = guardOf(client) === undefined ? nameOf(text) : undefined
  const statement = { text, values: [...values], ...timeoutOn(client), ...(name && { name }) }
  return answered(client, async () => written(await client.query(statement)))
}

/** Throws `storage.unavailable`, and the connection is as good as before, when whoever asks has waited long enough. */
function timeoutOn(client: Client): { readonly query_timeout?: number } {
  const left = patienceLeft()
  return isEmbedded(client) ? {} : { query_timeout: left }
}

/** Begins a transaction in which all is as the SQL here takes for granted. Throws as `runOn`. */
export const beginOn = async (client: Client): Promise<void> => {
  const guard = guardOf(client)
  const limits = transactionLimits(client)
  if (guard === undefined) return void (await runOn(client, `begin; ${limits}`, []))
  const text = `begin isolation level read committed; ${guard}; ${limits}`
  const timeout = timeoutOn(client)
  await answered(client, async () => {
    const results: unknown = await client.query({ text, ...timeout })
    const [, guarding] = results as readonly QueryResult<{ read_only: boolean }>[]
    if (guarding?.rows[0]?.read_only !== false) throw readOnlySession()
  })
}

/** One statement that is a transaction by itself. Throws as `runOn`. */
const runAlone = <Row>(client: Client, text: string, values: readonly unknown[]): Promise<Written<Row>> => {
  const guard = guardOf(client)
  return guard === undefined
    ? runOn(client, text, values)
    : answered(client, async () =>
        written(await guarded(client, new GuardedQuery(guard, { text, values: [...values] }))),
      )
}

const guarded = (client: Client, query: GuardedQuery): Promise<QueryResult> =>
  new Promise((resolve, reject) => {
    query.query_timeout = patienceLeft()
    query.callback = (error, result) => {
      if (error) reject(error)
      else if (query.readOnly) reject(readOnlySession())
      else resolve(result)
    }
    client.query(query)
  })

const written = <Row>(result: QueryResult): Written<Row> => ({
  rows: result.rows as Row[],
  count: result.rowCount ?? 0,
})

async function answered<T>(client: Client, work: () => Promise<T>): Promise<T> {
  try {
    const result = await waited(work)
    tellOfMovement(client)
    return result
  } catch (error) {
    if (sqlState(error) === undefined || leadsNowhere(error)) discard(client, error)
    throw toStorageProblem(error)
  }
}

/** Takes a connection from the pool. Throws `storage.unavailable` when there is none to be had in time. */
export async function takeConnection(knex: Knex): Promise<Client> {
  try {
    return await waitedInTime<Client>(
      () => knex.client.acquireConnection(),
      late => knex.client.releaseConnection(late),
    )
  } catch (cause) {
    throw new Problem('storage.unavailable', 'The database cannot be reached; try again', { cause })
  }
}

/** Each statement on a connection of its own from the pool, done again when it got in another's way. */
export const statements = (knex: Knex): Statements => ({
  run: <Row>(text: string, values: readonly unknown[]) =>
    again(async () => {
      const client = await takeConnection(knex)
      try {
        return await runAlone<Row>(client, text, values)
      } finally {
        knex.client.releaseConnection(client)
      }
    }),
})

const contentionAttempts = 4

/** Does again from the start, three times at most, what got in another's way and so has done nothing. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isContention(error) || attempt === contentionAttempts) throw error
      await sleep(jitter(attempt))
    }
  }
}

/** Milliseconds to wait. The fraction of the millisecond at which each loser failed spreads them. */
const jitter = (attempt: number): number => attempt * 20 * (monotonicMs() % 1)
