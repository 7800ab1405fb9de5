import type { Knex } from 'knex'

/** Which clients took the news of which withdrawals, and when first: for the person, to see who knows. */
export const up = (knex: Knex) =>
  knex.raw(`
create table told_withdrawal (
  event uuid not null,
  client_id text not null references client on delete cascade,
  at timestamptz not null,
  primary key (event, client_id)
);
create index told_withdrawal_client on told_withdrawal (client_id);
`)

/** @NOTE My consents forget who was told of withdrawals. */
export const down = (knex: Knex) => knex.raw('drop table told_withdrawal')
