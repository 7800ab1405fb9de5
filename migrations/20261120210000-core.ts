import type { Knex } from 'knex'

export const up = (knex: Knex) =>
  knex.raw(`
create table party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'organization', 'system')),
  scheme text not null check (scheme in ('nin', 'orgno', 'system')),
  lookup_hmac bytea not null,
  ciphertext bytea not null,
  key_id text not null,
  display_name text not null,
  created_at timestamptz not null,
  unique (scheme, lookup_hmac)
);

create table party_right (
  id uuid primary key,
  actor uuid not null references party,
  on_behalf_of uuid not null references party,
  resource text not null default '*',
  action text not null default '*',
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from)
);
create index party_right_actor on party_right (actor, on_behalf_of);

create table client (
  id text primary key,
  version integer not null,
  face text not null,
  content jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index client_face on client (face);

create table registry_entry (
  kind text not null check (kind in ('resource', 'purpose', 'template')),
  id text not null,
  version integer not null,
  content jsonb not null,
  content_hash text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (kind, id, version)
);

create table consent_request (
  id uuid primary key,
  version integer not null default 0,
  face text not null,
  client_id text not null,
  purpose_id text not null,
  purpose_version integer not null,
  requested_by uuid not null references party,
  handled_by uuid references party,
  requested_from uuid not null references party,
  requested_to uuid not null references party,
  scopes jsonb not null,
  message text,
  required_level text not null check (required_level in ('low', 'substantial', 'high')),
  answer_by timestamptz not null,
  single_use boolean not null,
  asked_seconds integer,
  asked_until timestamptz,
  annotations jsonb not null default '{}',
  state text not null check (state in ('pending', 'accepted', 'rejected', 'withdrawn')),
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((asked_seconds is null) <> (asked_until is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index consent_request_waiting on consent_request (requested_to, created_at desc, id desc) where state = 'pending';
create index consent_request_asked_by on consent_request (requested_by, created_at desc, id desc);

create table decision (
  request_id uuid primary key references consent_request,
  outcome text not null check (outcome in ('accepted', 'rejected')),
  decided_by uuid not null references party,
  role text not null check (role in ('self', 'representative')),
  decided_at timestamptz not null,
  level text not null check (level in ('low', 'substantial', 'high')),
  language text not null,
  shown_text text not null,
  shown_hash text not null,
  template_version text not null
);

create table authorization_grant (
  id uuid primary key,
  version integer not null default 0,
  epoch integer not null default 0,
  face text not null,
  client_id text not null,
  request_id uuid unique references consent_request,
  agreement_key text,
  purpose_id text not null,
  purpose_version integer not null,
  granted_for uuid not null references party,
  granted_by uuid not null references party,
  granted_to uuid not null references party,
  handled_by uuid references party,
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from),
  single_use boolean not null,
  reserved_until timestamptz,
  annotations jsonb not null default '{}',
  state text not null check (state in ('active', 'exhausted', 'revoked')),
  ended_at timestamptz,
  ended_by uuid references party,
  end_reason text check (end_reason in ('giver', 'asker', 'operator')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (client_id, agreement_key),
  check ((state = 'active') = (ended_at is null)),
  check ((state = 'revoked') = (end_reason is not null))
) with (fillfactor = 80);
create index authorization_grant_given_by on authorization_grant (granted_by, created_at desc, id desc);
create index authorization_grant_client on authorization_grant (client_id, created_at desc, id desc);

create table grant_scope (
  grant_id uuid not null references authorization_grant,
  ordinal integer not null,
  permission text not null,
  resource_type text not null,
  resource_id text not null,
  primary key (grant_id, ordinal)
);

create table grant_use (
  id uuid primary key,
  grant_id uuid not null references authorization_grant,
  used_at timestamptz not null,
  client_id text not null,
  what text not null,
  trace_id text
);
create index grant_use_grant on grant_use (grant_id, used_at);

create table event_stream (
  stream uuid primary key references party,
  sequence bigint not null,
  previous_hash text not null,
  head_hash text not null
) with (fillfactor = 50);

create table event (
  stream uuid not null references event_stream,
  sequence bigint not null,
  id uuid not null unique,
  type text not null check (type in
    ('requested', 'accepted', 'rejected', 'withdrawn', 'used', 'exhausted', 'revoked', 'expired')),
  request_id uuid references consent_request,
  grant_id uuid references authorization_grant,
  by_party uuid references party,
  at timestamptz not null,
  previous_hash text not null,
  hash text not null,
  primary key (stream, sequence)
);
create index event_grant on event (grant_id) where grant_id is not null;
create index event_request on event (request_id) where request_id is not null;

create table signing_key (
  kid text primary key,
  alg text not null,
  ciphertext bytea not null,
  key_id text not null,
  published_at timestamptz not null,
  active_from timestamptz not null,
  retired_at timestamptz
);
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop table signing_key, event, event_stream, grant_use, grant_scope, authorization_grant, decision, consent_request,
  registry_entry, client, party_right, party;
`)
