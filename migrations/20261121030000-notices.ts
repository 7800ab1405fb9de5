import type { Knex } from 'knex'

/**
 * E-mail to people who want to hear of their consents. `notice_mark` says how far each feed of events has been read, and
 * `notice_horizon` up to which end of validity consents about to expire have been looked for.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table notice_address (
  party uuid primary key references party,
  ciphertext bytea not null,
  key_id text not null,
  language text not null,
  kinds text[] not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz
);

create table notice (
  id uuid primary key,
  party uuid not null references notice_address on delete cascade,
  kind text not null check (kind in ('confirm', 'given', 'used', 'withdrawn', 'expiring')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  given_up_at timestamptz
);
create index notice_due on notice (next_attempt_at) where sent_at is null and given_up_at is null;

create table notice_mark (
  stream uuid primary key references event_stream,
  sequence bigint not null
) with (fillfactor = 50);

create table notice_horizon (
  single boolean primary key default true check (single),
  valid_to timestamptz not null
);
`)

export const down = (knex: Knex) => knex.raw('drop table notice_horizon, notice_mark, notice, notice_address')
