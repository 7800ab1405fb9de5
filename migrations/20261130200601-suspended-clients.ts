import type { Knex } from 'knex'

/** Clients by which nobody may do anything for now. The index holds them alone: every look at a token asks whether its client is there. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table client add column suspended_at timestamptz;
create index client_suspended on client (id) where suspended_at is not null;
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index client_suspended;
alter table client drop column suspended_at;
`)
