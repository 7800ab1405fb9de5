import type { Knex } from 'knex'

/** Lists of all that somebody was asked, answered or not. */
export const up = (knex: Knex) =>
  knex.raw(
    `create index consent_request_asked_to on consent_request (requested_to, created_at desc, id desc)`,
  )

export const down = (knex: Knex) => knex.raw(`drop index consent_request_asked_to`)
