import type { Knex } from 'knex'

/** Signed heads of the ledger, one after the other, and which heads each of them signs: those that moved since the one before. */
export const up = (knex: Knex) =>
  knex.raw(`
create table ledger_anchor (
  number bigint primary key check (number > 0),
  at timestamptz not null,
  signed text not null
);
create table ledger_anchor_head (
  stream uuid not null,
  number bigint not null references ledger_anchor,
  sequence bigint not null,
  hash text not null,
  primary key (stream, number)
);
create index ledger_anchor_head_number on ledger_anchor_head (number, stream);
`)

export const down = (knex: Knex) => knex.raw('drop table ledger_anchor_head, ledger_anchor')
