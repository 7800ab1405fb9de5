import type { Knex } from 'knex'

/** Lists that operators look for by client, by time and by person. What is written in the order of time costs next to nothing. */
export const up = (knex: Knex) =>
  knex.raw(`
create index consent_request_client on consent_request (client_id, created_at desc, id desc);
create index consent_request_created on consent_request using brin (created_at);
create index authorization_grant_created on authorization_grant using brin (created_at);
create index notice_party on notice (party);
`)

export const down = (knex: Knex) =>
  knex.raw(
    'drop index notice_party, authorization_grant_created, consent_request_created, consent_request_client',
  )
