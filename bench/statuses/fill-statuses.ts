import { Client } from 'pg'
import { dayBucket } from '../../adapters/knex/bucket.ts'
import { statusListOf, statusListSize } from '../../server/domain/grants/status-list.ts'

/** Tokens of one list, when the next one has begun. */
const tokensOfList = 84_000

const party = '00000000-0000-7000-8000-0000000000a1'

const grantId = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`

const grants = `insert into authorization_grant (id, face, client_id, purpose_id, purpose_version, granted_for, granted_by,
    granted_to, valid_from, valid_to, single_use, state, created_at, updated_at)
  select ${grantId}, 'oauth', 'bench', 'bench', 1, '${party}', '${party}', '${party}', now() - interval '1 day',
    now() + interval '30 days', false, 'active', now() - interval '1 day', now() - interval '1 day'
  from generate_series(1, $1::int) n`

/** @NOTE An odd factor leads to every place of a list once. */
const places = `insert into token_status (bucket, list, idx, grant_id, grant_epoch)
  select $1::int, $2::int + n / ${tokensOfList}, (n % ${tokensOfList} * 20011) % ${statusListSize}, ${grantId}, 0
  from generate_series(1, $3::int) n`

/** Evenly over the two hours in which tokens that are good may have been issued. */
const ends = `update authorization_grant g set state = 'revoked', ended_at = at, end_reason = 'giver', updated_at = at
  from generate_series($2::int, $1::int, $2::int) n, lateral (select now() - interval '2 hours' * n / $1::int as at) a
  where g.id = ${grantId}`

/** So many grants with a token each that is good for some minutes yet. */
export const fillStatuses = (databaseUrl: string, tokens: number, now: Date): Promise<void> =>
  without(databaseUrl, async client => {
    await client.query(grants, [tokens])
    await client.query(places, [dayBucket(now), statusListOf(now, 0), tokens])
  })

/** Every so manieth of them was withdrawn within the last two hours. */
export const endSome = (databaseUrl: string, tokens: number, every: number): Promise<void> =>
  without(databaseUrl, async client => void (await client.query(ends, [tokens, every])))

/** Without checks and without waiting for the disk, and cleaned up. */
async function without(databaseUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    await client.query('set session_replication_role = replica; set synchronous_commit = off')
    await work(client)
    for (const table of ['authorization_grant', 'token_status']) await client.query(`vacuum analyze ${table}`)
  } finally {
    await client.end()
  }
}
