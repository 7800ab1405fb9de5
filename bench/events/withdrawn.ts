import { Client } from 'pg'

/** What is told of a consent that was taken back. */
export interface Withdrawn {
  readonly id: string
  readonly grant: string
  readonly asker: string
  /** When it ended, just before it was committed; milliseconds. */
  readonly at: number
}

/** The events of these consents' withdrawals, in the order of their askers' numbers. */
export async function withdrawnOf(
  databaseUrl: string,
  grants: readonly string[],
): Promise<readonly Withdrawn[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<Withdrawn>(
      `select id, grant_id as grant, stream as asker, extract(epoch from at)::float8 * 1000 as at from event
       where type = 'revoked' and grant_id = any($1::uuid[]) order by stream, sequence`,
      [grants],
    )
    return rows
  } finally {
    await client.end()
  }
}
