import type { Client } from 'pg'

/**
 * What is between us and PostgreSQL. `session`: a pooler that keeps one of its connections for each of ours.
 * `transaction`: one that lends it for a transaction, so that nothing set or prepared can be counted on afterwards.
 */
export type Pooling = 'none' | 'session' | 'transaction'

const rounds = 5
const answerMilliseconds = 3_000

/**
 * Finds out over a connection that nothing was set on yet and a second one like it. A pooler does not know which backend
 * it will lend, so the number it gave when we connected is not the backend's. When that is so and backends change, or
 * both connections have the same, it lends them. In doubt it is `transaction`, which is right with every pooler.
 */
export async function detectPooling(first: Client, another: () => Promise<Client>): Promise<Pooling> {
  const own = await backendOf(first)
  if (own === backendToldTo(first)) return 'none'
  let second: Client | undefined
  try {
    second = await another()
    for (let round = 0; round < rounds; round++) {
      const [here, there] = [await backendOf(first), await backendOf(second)]
      if (here !== own || here === there) return 'transaction'
    }
    return 'session'
  } catch {
    return 'transaction'
  } finally {
    second?.end().catch(() => {})
  }
}

/** @NOTE The driver keeps it and does not declare it. */
export const backendToldTo = (client: Client): number | undefined =>
  'processID' in client && typeof client.processID === 'number' ? client.processID : undefined

async function backendOf(client: Client): Promise<number> {
  const question = { text: 'select pg_backend_pid() as backend', query_timeout: answerMilliseconds }
  return (await client.query<{ backend: number }>(question)).rows[0]!.backend
}
