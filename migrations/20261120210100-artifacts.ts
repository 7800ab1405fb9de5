import type { Knex } from 'knex'

/**
 * Short-lived rows, cut by a coarse bucket of their expiry, so that clean-up is dropping a partition.
 * Buckets below 1,000,000 are days since 1970 (UTC) in which the row expires; 1,000,000 + n is the month in which it
 * expires, n months since 1970, for what lives longer than two days. Partitions are made by maintenance; the default
 * one catches what it missed.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table artifact (
  bucket integer not null,
  hash bytea not null,
  kind text not null,
  face text not null,
  client_id text not null,
  grant_id uuid,
  grant_epoch integer,
  party_id uuid,
  audience text,
  scope text,
  payload jsonb not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (bucket, hash)
) partition by range (bucket);
create table artifact_default partition of artifact default;

create table replay (
  bucket integer not null,
  hash bytea not null,
  expires_at timestamptz not null,
  primary key (bucket, hash)
) partition by range (bucket);
create table replay_default partition of replay default;

create table browser_state (
  bucket integer not null,
  hash bytea not null,
  kind text not null,
  face text not null,
  uid_hash bytea,
  payload jsonb not null,
  expires_at timestamptz not null,
  primary key (bucket, hash)
) partition by range (bucket);
create table browser_state_default partition of browser_state default;
create index browser_state_uid on browser_state (bucket, uid_hash) where uid_hash is not null;
`)

export const down = (knex: Knex) => knex.raw('drop table browser_state, replay, artifact')
