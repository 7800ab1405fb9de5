import type { Knex } from 'knex'

/**
 * A key for each party, and what is kept under it in place of plain text. `plain_text` has a row as long as texts are
 * written plain, because processes of the version before read them: never in a database that is empty now. `master_key`
 * says which master key is in use since when (`wrapped` is the key itself, for those that are not configured, and
 * `wrapped_by` who can open it); `kept_key` has keys that do not change; `resealing` says how far everything has been
 * sealed anew, by kind.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table party_key (
  party uuid primary key references party,
  wrapped bytea,
  key_id text,
  created_at timestamptz not null,
  forgotten_at timestamptz,
  check ((wrapped is null) = (key_id is null)),
  check ((wrapped is null) = (forgotten_at is not null))
);

alter table party add column sealed_name bytea;
alter table decision add column sealed_text bytea;
alter table consent_request add column sealed bytea;
alter table authorization_grant add column sealed bytea;
alter table grant_use add column sealed_what bytea;

create table plain_text (
  kept boolean primary key default true check (kept)
);
insert into plain_text select true where exists (select from party);

create table master_key (
  id text primary key,
  wrapped text,
  wrapped_by text,
  active_from timestamptz,
  created_at timestamptz not null,
  check ((wrapped is null) = (wrapped_by is null))
);

create table kept_key (
  name text primary key,
  ciphertext bytea not null,
  key_id text not null
);

create table resealing (
  kind text primary key,
  position text,
  started_at timestamptz not null,
  finished_at timestamptz
);
`)

/** @NOTE Refused when something is readable only by what would be dropped. */
export const down = (knex: Knex) =>
  knex.raw(`
do $$ begin
  if exists (select from party where sealed_name is not null) or exists (select from decision where sealed_text is not null)
    or exists (select from consent_request where sealed is not null)
    or exists (select from authorization_grant where sealed is not null) then
    raise exception 'Texts are sealed under keys that this would drop';
  end if;
end $$;
drop table resealing, kept_key, master_key, plain_text, party_key;
alter table grant_use drop column sealed_what;
alter table authorization_grant drop column sealed;
alter table consent_request drop column sealed;
alter table decision drop column sealed_text;
alter table party drop column sealed_name;
`)
