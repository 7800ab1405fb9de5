import { Client } from 'pg'

const askers = 200
/** Asked, given, used three times. */
const eventsOfEach = 5

const handler = 'b1000000-0000-7000-8000-000000000000'
const person = 'c1000000-0000-7000-8000-000000000000'
const audience = 'https://api.bench.example'

/** Feeds that tell of every event: an organization's that carries all consents out, and that of the API they are for. */
export const wholeFeeds = [`party:${handler}`, `api:${audience}`]

/** In the order of `n`, as ids are in that of time. */
const uuid = (kind: number, n: string): string =>
  `regexp_replace(lpad(to_hex(${n}), 12, '0'), '(.{8})(.{4})', '\\1-\\2-7000-800${kind}-000000000000')::uuid`

const asker = `('a1000000-0000-7000-8000-' || lpad(to_hex(n % ${askers}), 12, '0'))::uuid`
const sequence = `turn * ($1::bigint / ${askers}) + n / ${askers} + 1`

/** $1 is how many there are. */
const consents = 'generate_series(0, $1::bigint - 1) n'

/**
 * What happens to consents in its turn: they are asked for and given one after the other, and used in no order of theirs.
 * `nth` is the place among those of the turn.
 */
const happenings = `generate_series(0, ${eventsOfEach - 1}) turn, generate_series(0, $1::bigint - 1) nth,
  lateral (select case when turn < 2 then nth else (nth * 20011 + turn * 101) % $1::bigint end as n) c`

const statements: readonly string[] = [
  `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
   select ${asker}, 'organization', 'orgno', decode(md5('asker' || n), 'hex'), '', 'none', 'Foretak ' || n, now()
   from generate_series(0, ${askers - 1}) n where $1::bigint > 0`,
  `insert into consent_request (id, face, client_id, purpose_id, purpose_version, requested_by, handled_by, requested_from,
     requested_to, scopes, required_level, answer_by, single_use, asked_seconds, state, created_at, updated_at)
   select ${uuid(1, 'n')}, 'oauth', 'bench', 'bench', 1, ${asker}, '${handler}', '${person}', '${person}', '[]', 'high',
     now() + interval '1 day', false, 2592000, 'accepted', now(), now() from ${consents}`,
  `insert into authorization_grant (id, face, client_id, request_id, purpose_id, purpose_version, granted_for, granted_by,
     granted_to, handled_by, valid_from, valid_to, single_use, state, created_at, updated_at)
   select ${uuid(2, 'n')}, 'oauth', 'bench', ${uuid(1, 'n')}, 'bench', 1, '${person}', '${person}', ${asker}, '${handler}',
     now(), now() + interval '30 days', false, 'active', now(), now() from ${consents}`,
  `insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
   select ${uuid(2, 'n')}, 1, 'debt.read', 'api', '${audience}' from ${consents}`,
  `insert into event (stream, sequence, id, type, request_id, grant_id, by_party, at, content_hash, previous_hash, hash)
   select ${asker}, ${sequence}, ${uuid(3, 'turn * $1::bigint + nth')},
     (array['requested', 'accepted', 'used', 'used', 'used'])[turn + 1], ${uuid(1, 'n')},
     case when turn > 0 then ${uuid(2, 'n')} end, ${asker}, now(), repeat('0', 64), repeat('1', 64), repeat('2', 64)
   from ${happenings}`,
  `insert into event_stream (stream, sequence, previous_hash, head_hash)
   select stream, max(sequence), repeat('1', 64), repeat('2', 64) from event where $1::bigint > 0 group by stream`,
  `insert into feed (name, head) select name, $1::bigint * ${eventsOfEach}
   from unnest(array['party:${handler}', 'api:${audience}']) name`,
  `insert into feed_entry (feed, place, stream, sequence)
   select f.id, turn * $1::bigint + nth + 1, ${asker}, ${sequence} from ${happenings}, feed f`,
  `insert into feed_mark (stream, sequence) select stream, sequence from event_stream where $1::bigint > 0`,
]

/** So many events, a multiple of a thousand, of consents that were asked for, given and used, with their places in `wholeFeeds`. */
export async function fillEvents(databaseUrl: string, count: number): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'",
    )
    for (const statement of statements) await client.query(statement, [count / eventsOfEach])
    await client.query('set session_replication_role = origin')
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}
