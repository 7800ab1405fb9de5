import type { Knex } from 'knex'

/**
 * The ids of clients that were removed, which no other gets. `grants_ended_at` is when the last of its grants was ended.
 * A table of its own: processes of before read `client` alone, and find no row there.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table client_tombstone (
  id text primary key,
  face text not null,
  removed_at timestamptz not null,
  grants_ended_at timestamptz
);
create index client_tombstone_open on client_tombstone (removed_at) where grants_ended_at is null;
`)

export const down = (knex: Knex) => knex.raw('drop table client_tombstone')
