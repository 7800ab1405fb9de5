import type { Client } from 'pg'
import type { TestDatabase } from './database.ts'

interface Pool {
  acquireConnection(): Promise<Client>
}

/** Giving events their places in the feeds, and sending them, goes on beside every request, whenever it comes to it. */
const ofFeeds = /\b(feed_mark|signal_stream)\b/

/**
 * The texts of all that went to the database while the work was done, `begin` and `commit` among them, in their order, without
 * what gives events their places. Nobody else may work on the database meanwhile.
 */
export async function statementsOf(
  { knex }: Pick<TestDatabase, 'knex'>,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  const visits: string[][] = []
  const current = new Map<Client, string[]>()
  const heard = new Map<Client, Client['query']>()
  const pool = knex.client as Pool
  const { acquireConnection } = pool
  pool.acquireConnection = async () => {
    const client = await acquireConnection.call(pool)
    const visit: string[] = []
    visits.push(visit)
    current.set(client, visit)
    if (heard.has(client)) return client
    const { query } = client
    heard.set(client, query)
    client.query = ((statement: string | { readonly text: string }, ...more: unknown[]) => {
      current.get(client)!.push(textOf(statement))
      return Reflect.apply(query, client, [statement, ...more])
    }) as Client['query']
    return client
  }
  try {
    await work()
  } finally {
    pool.acquireConnection = acquireConnection
    for (const [client, query] of heard) client.query = query
  }
  return visits.filter(visit => !visit.some(text => ofFeeds.test(text))).flat()
}

const textOf = (statement: string | { readonly text: string }): string =>
  (typeof statement === 'string' ? statement : statement.text).replace(/\s+/g, ' ')
