import type { Knex } from 'knex'

/**
 * Grants that change by a request of their client (Grant Management for OAuth 2.0): what a request does to which grant, and
 * what a grant was before each of its changes.
 *
 * @NOTE No processes of before write events of the new type, so what they wrote need not be checked again.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column grant_action text check (grant_action in ('create', 'merge', 'replace')),
  add column changes_grant uuid references authorization_grant;
create index consent_request_changing on consent_request (changes_grant) where changes_grant is not null;

alter table authorization_grant add column managed boolean not null default false,
  add column changed_by uuid, add column changed_at timestamptz,
  add column changed_in uuid references consent_request;

create table former_grant (
  grant_id uuid not null references authorization_grant,
  number integer not null,
  made_by uuid,
  ended_by uuid not null unique,
  purpose_id text not null,
  purpose_version integer not null,
  granted_by uuid not null references party,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  single_use boolean not null,
  scopes jsonb not null,
  rights json,
  details jsonb not null default '[]',
  annotations jsonb not null default '{}',
  sealed bytea,
  primary key (grant_id, number)
);

alter table event drop constraint event_type_check;
alter table event add constraint event_type_check check (type in
  ('requested', 'accepted', 'rejected', 'withdrawn', 'used', 'exhausted', 'revoked', 'expired', 'changed')) not valid;
`)

/** Forgets what grants were before they changed. */
export const down = (knex: Knex) =>
  knex.raw(`
alter table event drop constraint event_type_check;
alter table event add constraint event_type_check check (type in
  ('requested', 'accepted', 'rejected', 'withdrawn', 'used', 'exhausted', 'revoked', 'expired')) not valid;
drop table former_grant;
alter table authorization_grant drop column changed_in, drop column changed_at, drop column changed_by,
  drop column managed;
drop index consent_request_changing;
alter table consent_request drop column changes_grant, drop column grant_action;
`)
