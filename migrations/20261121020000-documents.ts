import type { Knex } from 'knex'

/**
 * Requests that are answered by signing a document. The files hold what they say and who signed, so they are kept
 * encrypted; a signed file counts once, whichever request it comes for.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column ceremony text not null default 'page'
  check (ceremony in ('page', 'signature'));

create table document (
  request_id uuid primary key references consent_request,
  sealed bytea not null,
  sealed_key_id text not null,
  created_at timestamptz not null
);

create table signed_document (
  digest bytea primary key,
  request_id uuid not null unique references document,
  signed bytea not null,
  signed_key_id text not null,
  signed_at timestamptz not null,
  report jsonb not null,
  created_at timestamptz not null
);
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop table signed_document, document;
alter table consent_request drop column ceremony;
`)
