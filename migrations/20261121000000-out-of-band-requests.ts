import type { Knex } from 'knex'

/** Requests that no authorization waits for: calendar years, who may act for whom, and what they are asked about. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column asked_years integer;
alter table consent_request drop constraint consent_request_check;
alter table consent_request add constraint consent_request_asks
  check (num_nonnulls(asked_seconds, asked_until, asked_years) = 1);
create index consent_request_asked_from on consent_request (requested_from, created_at desc, id desc);

alter table party drop constraint party_scheme_check;
alter table party add constraint party_scheme_check check (scheme in ('nin', 'orgno', 'gln', 'system'));

alter table party_right add constraint party_right_once unique (actor, on_behalf_of, resource, action);
create index party_right_on_behalf_of on party_right (on_behalf_of);

alter table registry_entry drop constraint registry_entry_kind_check;
alter table registry_entry add constraint registry_entry_kind_check check (kind in
  ('resource', 'purpose', 'template', 'consent-resource', 'consent-template', 'token-scope', 'scope-delegation'));

create index authorization_grant_granted_for on authorization_grant (granted_for, created_at desc, id desc);
drop index authorization_grant_given_by;
create index authorization_grant_given_by on authorization_grant (granted_by, client_id, purpose_id);
create index event_stream_id on event (stream, id);
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index event_stream_id;
drop index authorization_grant_given_by;
create index authorization_grant_given_by on authorization_grant (granted_by, created_at desc, id desc);
drop index authorization_grant_granted_for;
delete from registry_entry where kind in ('consent-resource', 'consent-template', 'token-scope', 'scope-delegation');
alter table registry_entry drop constraint registry_entry_kind_check;
alter table registry_entry add constraint registry_entry_kind_check check (kind in ('resource', 'purpose', 'template'));
drop index party_right_on_behalf_of;
alter table party_right drop constraint party_right_once;
alter table party drop constraint party_scheme_check;
alter table party add constraint party_scheme_check check (scheme in ('nin', 'orgno', 'system')) not valid;
drop index consent_request_asked_from;
alter table consent_request drop constraint consent_request_asks;
update consent_request set asked_seconds = asked_years * 31556952 where asked_years is not null;
alter table consent_request drop column asked_years;
alter table consent_request add constraint consent_request_check check ((asked_seconds is null) <> (asked_until is null));
`)
