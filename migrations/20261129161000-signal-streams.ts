import type { Knex } from 'knex'

/**
 * Streams of signals: whom to tell what, how, and how far the receiver has come in its feed. What is still to be told is the
 * feed itself; only what is about a stream, such as a verification, is kept for it. `ciphertext` is what the receiver gave us
 * to show. A stream goes with its client.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table signal_stream (
  id uuid primary key,
  client_id text not null references client on delete cascade,
  feed text not null,
  kind text not null check (kind in ('push', 'poll', 'webhook')),
  endpoint text,
  ciphertext bytea,
  key_id text,
  events_requested text[],
  description text,
  status text not null check (status in ('enabled', 'paused', 'disabled')),
  reason text,
  place bigint not null,
  taken text[] not null default '{}',
  verified_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  failing_since timestamptz,
  claim uuid,
  claimed_until timestamptz,
  created_at timestamptz not null,
  check ((ciphertext is null) = (key_id is null)),
  check ((claim is null) = (claimed_until is null))
) with (fillfactor = 70);
create index signal_stream_client on signal_stream (client_id);

create table signal_notice (
  stream uuid not null references signal_stream on delete cascade,
  id uuid not null,
  about jsonb not null,
  at timestamptz not null,
  primary key (stream, id)
);

create table signal_left_out (
  stream uuid not null references signal_stream on delete cascade,
  subject text not null,
  primary key (stream, subject)
);
`)

/** @NOTE Receivers must make their streams anew. */
export const down = (knex: Knex) => knex.raw('drop table signal_left_out, signal_notice, signal_stream')
