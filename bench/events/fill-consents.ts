import { Client } from 'pg'
import { benchAudience } from './events-registry.ts'

/**
 * Consents of the person who was asked last, so many for each asker, by its client. Gives their ids. The askers must have
 * streams.
 */
export async function fillConsents(
  databaseUrl: string,
  consentsOf: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ client_id: string; ids: string[] }>(give, [
      [...consentsOf.keys()],
      [...consentsOf.values()],
      benchAudience,
    ])
    await client.query('analyze authorization_grant; analyze grant_scope')
    return new Map(rows.map(({ client_id, ids }) => [client_id, ids]))
  } finally {
    await client.end()
  }
}

const give = `with given as (
    insert into authorization_grant (id, face, client_id, purpose_id, purpose_version, granted_for, granted_by, granted_to,
      valid_from, valid_to, single_use, state, created_at, updated_at)
    select gen_random_uuid(), 'oauth', s.client_id, 'bench', 1, p.id, p.id, replace(s.feed, 'party:', '')::uuid,
      now() - interval '1 hour', now() + interval '60 days', false, 'active', now(), now()
    from unnest($1::text[], $2::integer[]) as wanted (client_id, count)
      join signal_stream s on s.client_id = wanted.client_id
      cross join lateral generate_series(1, wanted.count)
      cross join (select requested_to as id from consent_request order by created_at desc limit 1) p
    returning id, client_id),
  scoped as (
    insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
    select id, 1, 'bench.read', 'api', $3 from given)
  select client_id, array_agg(id::text) as ids from given group by client_id`
