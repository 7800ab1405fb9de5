import type { Knex } from 'knex'

/** What is asked for and given in the words of registered types (RFC 9396), beside scopes. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column details jsonb not null default '[]';
alter table authorization_grant add column details jsonb not null default '[]';
`)

export const down = (knex: Knex) =>
  knex.raw(`
alter table authorization_grant drop column details;
alter table consent_request drop column details;
`)
