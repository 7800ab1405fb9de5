import type { Knex } from 'knex'

/** Lists of what was declined of somebody's. */
export const up = (knex: Knex) =>
  knex.raw(
    `create index consent_request_declined on consent_request (requested_from, created_at desc, id desc)
     where state = 'rejected'`,
  )

export const down = (knex: Knex) => knex.raw(`drop index consent_request_declined`)
