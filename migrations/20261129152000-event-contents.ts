import type { Knex } from 'knex'

/**
 * What an event attests, hashed, so that the chain covers it. Events that are there already, and those of older processes
 * that still run, have none; where there may be such events, they are looked for no longer than a day from now. A database
 * without parties and clients has never been used, and needs none.
 *
 * @NOTE `down` forgets what was attested, and with it the last part of what these events' hashes were made of.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table event add column content_hash text;

create table ledger_start (
  id integer primary key check (id = 1),
  older_form_until timestamptz
);
insert into ledger_start (id, older_form_until)
  select 1, case when exists (select from party) or exists (select from client) then now() + interval '1 day' end;
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop table ledger_start;
alter table event drop column content_hash;
`)
