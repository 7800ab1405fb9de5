import type { Knex } from 'knex'

/** In what language a use is told, and names of what was done that have words in every language. */
export const up = (knex: Knex) =>
  knex.raw(`alter table grant_use add column language text, add column codes text[]`)

export const down = (knex: Knex) => knex.raw(`alter table grant_use drop column codes, drop column language`)
