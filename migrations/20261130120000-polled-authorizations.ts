import type { Knex } from 'knex'

/**
 * Authorizations whose clients poll for the answer: device codes (RFC 8628) and backchannel requests (OpenID CIBA). `hash` is
 * that of the value the client polls with, whose row in `artifact` is spent when it gets its tokens; `request_id` is that of
 * the consent request which decides, and which need not be there yet. What was asked is sealed.
 * People may want to be told by mail that somebody asks them.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table polled_authorization (
  request_id uuid primary key,
  hash bytea not null unique,
  kind text not null,
  face text not null,
  client_id text not null,
  user_code bytea unique,
  ciphertext bytea not null,
  key_id text not null,
  interval_seconds integer not null,
  polled_at timestamptz,
  authenticated_at timestamptz,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index polled_authorization_expires on polled_authorization (expires_at);

alter table notice drop constraint notice_kind_check, add constraint notice_kind_check
  check (kind in ('confirm', 'asked', 'given', 'used', 'withdrawn', 'expiring')) not valid;
alter table notice validate constraint notice_kind_check;
`)

export const down = (knex: Knex) =>
  knex.raw(`
delete from notice where kind = 'asked';
alter table notice drop constraint notice_kind_check, add constraint notice_kind_check
  check (kind in ('confirm', 'given', 'used', 'withdrawn', 'expiring'));
drop table polled_authorization`)
