import type { Knex } from 'knex'

/**
 * How much of what happened on which day, in Norway's time, counted from the ledger by a job. `tally_mark` says how far each feed
 * has been counted, `tally_horizon` up to when requests that nobody answered in time.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table tally (
  day date not null,
  purpose_id text not null,
  face text not null,
  what text not null,
  count bigint not null,
  primary key (day, purpose_id, face, what)
) with (fillfactor = 70);

create table tally_mark (
  stream uuid primary key references event_stream,
  sequence bigint not null
) with (fillfactor = 50);

create table tally_horizon (
  single boolean primary key default true check (single),
  answer_by timestamptz not null
);

create index consent_request_due on consent_request (answer_by) where state = 'pending';
`)

export const down = (knex: Knex) =>
  knex.raw('drop index consent_request_due; drop table tally_horizon, tally_mark, tally')
