import type { Knex } from 'knex'

/** What is asked for and given in the words of registered types (RFC 9396), beside scopes; and the types. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column details jsonb not null default '[]';
alter table authorization_grant add column details jsonb not null default '[]';
alter table registry_entry drop constraint registry_entry_kind_check;
alter table registry_entry add constraint registry_entry_kind_check check (kind in ('resource', 'purpose', 'template',
  'consent-resource', 'consent-template', 'token-scope', 'scope-delegation', 'detail-type'));
`)

export const down = (knex: Knex) =>
  knex.raw(`
delete from registry_entry where kind = 'detail-type';
alter table registry_entry drop constraint registry_entry_kind_check;
alter table registry_entry add constraint registry_entry_kind_check check (kind in ('resource', 'purpose', 'template',
  'consent-resource', 'consent-template', 'token-scope', 'scope-delegation'));
alter table authorization_grant drop column details;
alter table consent_request drop column details;
`)
