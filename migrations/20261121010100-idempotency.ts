import type { Knex } from 'knex'

/** What was answered to a caller's own key; partitioned as the other short-lived rows are. */
export const up = (knex: Knex) =>
  knex.raw(`
create table idempotency (
  bucket integer not null,
  hash bytea not null,
  members json not null,
  answer json not null,
  expires_at timestamptz not null,
  primary key (bucket, hash)
) partition by range (bucket);
create table idempotency_default partition of idempotency default;
`)

export const down = (knex: Knex) => knex.raw('drop table idempotency')
