import type { Knex } from 'knex'

/**
 * The place of each JWT access token under a grant in its status list, and an index of the grants whose tokens may have ended
 * before their time. `bucket` is the day in which the token expires, as in `artifact`.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table token_status (
  bucket integer not null,
  list integer not null,
  idx integer not null,
  grant_id uuid not null,
  grant_epoch integer not null,
  primary key (bucket, list, idx)
) partition by range (bucket);
create index token_status_grant on token_status (grant_id, list);
create table token_status_default partition of token_status default;

create index authorization_grant_tokens_ended on authorization_grant (updated_at) where state <> 'active' or epoch > 0;
`)

export const down = (knex: Knex) =>
  knex.raw('drop index authorization_grant_tokens_ended; drop table token_status')
