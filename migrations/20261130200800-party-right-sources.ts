import type { Knex } from 'knex'

/**
 * Who says that somebody may act for another, by what, and since when. `sealed` is the document that proves it as JSON,
 * sealed under the key of the party `sealed_under`. Rights that have ended leave the table that is asked at every answer, and
 * stay in one of their own.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table party_right
  add column kind text not null default 'other'
    check (kind in ('role', 'guardian', 'power_of_attorney', 'parent', 'other')),
  add column source text not null default 'desk',
  add column sealed bytea,
  add column sealed_under uuid references party,
  add column registered_at timestamptz,
  add column registered_by text;
create index party_right_source on party_right (source, id) where source <> 'desk';

create table ended_right (
  id uuid primary key,
  actor uuid not null references party,
  on_behalf_of uuid not null references party,
  resource text not null,
  action text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  kind text not null,
  source text not null,
  sealed bytea,
  sealed_under uuid references party,
  registered_at timestamptz,
  registered_by text,
  ended_at timestamptz not null,
  ended_by text not null,
  ended_how text not null check (ended_how in ('ended', 'replaced', 'left_out'))
);
create index ended_right_actor on ended_right (actor, id desc);
create index ended_right_on_behalf_of on ended_right (on_behalf_of, id desc);
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop table ended_right;
drop index party_right_source;
alter table party_right
  drop column kind, drop column source, drop column sealed, drop column sealed_under,
  drop column registered_at, drop column registered_by;
`)
