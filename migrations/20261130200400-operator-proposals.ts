import type { Knex } from 'knex'

/**
 * What an operator proposed, for another one to approve. `told` is the reason and what is to be done as JSON; of what is about a
 * party it is sealed under the party's key in its place, so that it is erased with her.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table operator_proposal (
  id uuid primary key,
  at timestamptz not null,
  expires_at timestamptz not null,
  operation text not null,
  verb text not null,
  target_kind text not null,
  target_id text not null,
  party uuid references party,
  told jsonb,
  sealed bytea,
  by_id text not null,
  by_name text not null,
  by_door text not null check (by_door in ('api', 'console', 'command')),
  decision text check (decision in ('approved', 'refused')),
  decided_at timestamptz,
  decided_by_id text,
  decided_by_name text,
  decided_by_door text check (decided_by_door in ('api', 'console', 'command')),
  check ((told is null) <> (sealed is null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by_id is null)
    and (decision is null) = (decided_by_name is null) and (decision is null) = (decided_by_door is null))
);
create index operator_proposal_at on operator_proposal (at desc, id desc);
create index operator_proposal_undecided on operator_proposal (at desc, id desc) where decision is null;
create index operator_proposal_party on operator_proposal (party) where party is not null;
`)

export const down = (knex: Knex) => knex.raw('drop table operator_proposal')
