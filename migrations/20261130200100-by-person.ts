import type { Knex } from 'knex'

/**
 * What is found when everything about one person is asked for: whose a login is, and tokens by their grants. Tokens that
 * belong to no grant cost nothing more.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table browser_state add column party_id uuid;
create index browser_state_party on browser_state (party_id) where party_id is not null;
create index artifact_grant on artifact (grant_id) where grant_id is not null;
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index artifact_grant, browser_state_party;
alter table browser_state drop column party_id;
`)
