import type { Knex } from 'knex'

/**
 * What givers ask of those who got a consent that has ended: to delete what was fetched by it. Each step bears the id of its event,
 * and there is one of each kind for a grant. `open` is kept with the first, until there is an answer, so that what waits is found
 * among few.
 *
 * @NOTE No processes of before write events of the new types, so what they wrote need not be checked again.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table deletion_step (
  id uuid primary key,
  grant_id uuid not null references authorization_grant,
  name text not null check (name in ('requested', 'refused', 'done')),
  at timestamptz not null,
  by_party uuid not null references party,
  answer_by timestamptz check ((answer_by is not null) = (name = 'requested')),
  open boolean not null check (not open or name = 'requested'),
  client_id text check ((client_id is null) = (name = 'requested')),
  sealed_basis bytea check ((sealed_basis is not null) = (name = 'refused')),
  language text,
  deleted_at timestamptz check ((deleted_at is not null) = (name = 'done')),
  unique (grant_id, name)
);
create index deletion_step_open on deletion_step (answer_by) where open;

alter table event drop constraint event_type_check;
alter table event add constraint event_type_check check (type in
  ('requested', 'accepted', 'rejected', 'withdrawn', 'used', 'exhausted', 'revoked', 'expired', 'changed',
   'deletion-requested', 'deletion-refused', 'deletion-done')) not valid;
`)

/** Forgets what was asked to be deleted, and what was answered. */
export const down = (knex: Knex) =>
  knex.raw(`
alter table event drop constraint event_type_check;
alter table event add constraint event_type_check check (type in
  ('requested', 'accepted', 'rejected', 'withdrawn', 'used', 'exhausted', 'revoked', 'expired', 'changed')) not valid;
drop table deletion_step;
`)
