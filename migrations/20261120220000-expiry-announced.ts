import type { Knex } from 'knex'

export const up = (knex: Knex) =>
  knex.raw(`
alter table authorization_grant add column expiry_announced_at timestamptz;
create index authorization_grant_expiry on authorization_grant (valid_to)
  where state = 'active' and expiry_announced_at is null;
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index authorization_grant_expiry;
alter table authorization_grant drop column expiry_announced_at;
`)
