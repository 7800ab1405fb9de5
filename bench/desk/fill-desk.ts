import type { Client } from 'pg'

/** How much there is. */
export interface Filling {
  readonly grants: number
  /** Of them, those of one person. */
  readonly ofOne: number
}

export const busyPerson = 'e0000000-0000-7000-8000-000000000001'

const askers = 200
const ofEachOther = 20

/** One after the other: parties, what was asked and answered over a year, and the events of it, in the feeds of their askers. */
const statements = ({ grants, ofOne }: Filling): readonly string[] => [
  'set session_replication_role = replica; set synchronous_commit = off',
  `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
   select md5('asker' || n)::uuid, 'organization', 'orgno', decode(md5('asker' || n), 'hex'), '', 'none', 'Foretak ' || n, now()
   from generate_series(0, ${askers - 1}) n`,
  `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
   select md5('person' || n)::uuid, 'person', 'nin', decode(md5('person' || n), 'hex'), '', 'none', '', now()
   from generate_series(0, ${Math.ceil((grants - ofOne) / ofEachOther) - 1}) n`,
  `create temporary table wanted as select n, md5('request' || n)::uuid as request, md5('grant' || n)::uuid as id,
     case when n < ${ofOne} then '${busyPerson}'::uuid else md5('person' || (n - ${ofOne}) / ${ofEachOther})::uuid end as person,
     md5('asker' || n % ${askers})::uuid as asker, 'purpose-' || n % 12 as purpose,
     (array['oauth', 'altinn', 'elhub', 'gjeld'])[1 + n % 4] as face, now() - n * interval '31 seconds' as at
   from generate_series(0, ${grants - 1}) n`,
  `insert into consent_request (id, face, client_id, purpose_id, purpose_version, requested_by, requested_from, requested_to,
     scopes, required_level, answer_by, single_use, asked_seconds, sealed, state, created_at, updated_at)
   select request, face, 'client-' || n % ${askers}, purpose, 1, asker, person, person, '[]', 'substantial',
     at + interval '1 day', false, 3600, '\\x00', 'accepted', at, at from wanted order by at`,
  `insert into decision (request_id, outcome, decided_by, role, decided_at, level, language, shown_text, shown_hash,
     template_version, sealed_text)
   select request, 'accepted', person, 'self', at, 'substantial', 'nb', '', '', '1', decode(repeat('00', 1200), 'hex')
   from wanted order by at`,
  `insert into authorization_grant (id, face, client_id, request_id, purpose_id, purpose_version, granted_for, granted_by,
     granted_to, valid_from, valid_to, single_use, sealed, state, created_at, updated_at)
   select id, face, 'client-' || n % ${askers}, request, purpose, 1, person, person, asker, at, at + interval '180 days', false,
     '\\x00', 'active', at, at from wanted order by at`,
  `insert into event (stream, sequence, id, type, request_id, grant_id, by_party, at, previous_hash, hash)
   select asker, row_number() over (partition by asker order by at, kind), md5(kind || n)::uuid, kind, request, id, person, at,
     '', '' from wanted, unnest(array['requested', 'accepted']) as kind`,
  `insert into event_stream (stream, sequence, previous_hash, head_hash)
   select stream, max(sequence), '', '' from event group by stream`,
  'insert into feed_mark (stream, sequence) select stream, sequence from event_stream',
  'set session_replication_role = origin; set synchronous_commit = on',
  'vacuum analyze',
]

/** A year of consents, of which one person has many. */
export async function fillDesk(client: Client, filling: Filling): Promise<void> {
  for (const text of statements(filling)) await client.query(text)
}
