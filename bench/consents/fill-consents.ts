import { Client } from 'pg'

/** Lets every person give that many consents, to two hundred askers. */
export async function fillConsents(databaseUrl: string, count: number): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    await client.query(`
      insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
      select md5('asker' || n)::uuid, 'organization', 'orgno', decode(md5('asker' || n), 'hex'), '', 'none',
        'Foretak ' || n, now()
      from generate_series(0, 199) n`)
    await client.query(
      `insert into authorization_grant (id, face, client_id, purpose_id, purpose_version, granted_for, granted_by,
         granted_to, valid_from, valid_to, single_use, state, created_at, updated_at)
       select md5(p.id::text || n)::uuid, 'oauth', 'bench-web', 'bench', 1, p.id, p.id, md5('asker' || n % 200)::uuid,
         now() - n * interval '1 minute', now() + interval '60 days', false, 'active', now() - n * interval '1 minute', now()
       from generate_series(1, $1::integer) n, party p where p.kind = 'person'`,
      [count],
    )
    await client.query(`
      insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
      select id, 1, 'debt.read', 'api', 'https://opaque.bench.example' from authorization_grant`)
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
