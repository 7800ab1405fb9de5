import type { Knex } from 'knex'

/** Entries of the registry that are being written. `entry` is JSON as it was sent, which may not be fit yet. */
export const up = (knex: Knex) =>
  knex.raw(`
create table registry_draft (
  kind text not null,
  id text not null,
  revision integer not null,
  base integer not null,
  entry text not null,
  operator_id text not null,
  operator_name text not null,
  updated_at timestamptz not null,
  primary key (kind, id)
);
`)

export const down = (knex: Knex) => knex.raw('drop table registry_draft')
