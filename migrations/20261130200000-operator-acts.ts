import type { Knex } from 'knex'

/**
 * What operators did, kept with what was done. `told` is the reason and both states as JSON; of an act about a party they
 * are sealed under the party's key in its place, so that they are erased with her.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table operator_act (
  id uuid primary key,
  at timestamptz not null,
  operator_id text not null,
  operator_name text not null,
  door text not null check (door in ('api', 'console', 'command')),
  operation text not null,
  target_kind text not null,
  target_id text not null,
  party uuid references party,
  told jsonb,
  sealed bytea,
  trace_id text,
  check (told is null or sealed is null)
);
create index operator_act_at on operator_act (at desc, id desc);
create index operator_act_party on operator_act (party, at desc, id desc) where party is not null;
create index operator_act_target on operator_act (target_kind, target_id, at desc, id desc);
create index operator_act_operator on operator_act (operator_id, at desc, id desc);
`)

export const down = (knex: Knex) => knex.raw('drop table operator_act')
