import type { Knex } from 'knex'

/** Our own register of the energy market, and the ids by which a directory elsewhere knows our parties. */
export const up = (knex: Knex) =>
  knex.raw(`
create table market_party (
  gln text not null,
  function text not null,
  orgno text,
  status text not null check (status in ('ACTIVE', 'INACTIVE', 'NEW', 'TERMINATED')),
  updated_at timestamptz not null,
  primary key (gln, function)
);

create table market_delegation (
  gln text not null,
  provider text not null,
  created_at timestamptz not null,
  primary key (gln, provider)
);

create table metering_point (
  id text primary key,
  meter_number text,
  blocked_for_switching boolean not null,
  updated_at timestamptz not null
);

create table metering_point_end_user (
  metering_point_id text not null references metering_point,
  party_id uuid not null references party,
  access_type text not null check (access_type in ('OWNED', 'SHARED')),
  primary key (metering_point_id, party_id)
);

create table redirect_registration (
  gln text primary key,
  production text,
  test text,
  updated_at timestamptz not null
);

create table product (
  orgno text not null,
  name text not null,
  primary key (orgno, name)
);

create table party_alias (
  alias text primary key,
  party_id uuid not null references party,
  created_at timestamptz not null
);
create index party_alias_party on party_alias (party_id);

create index authorization_grant_granted_to on authorization_grant (granted_to, created_at desc, id desc);
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index authorization_grant_granted_to;
drop table party_alias, product, redirect_registration, metering_point_end_user, metering_point, market_delegation,
  market_party;
`)
