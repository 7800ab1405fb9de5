import type { Knex } from 'knex'

/** Of uses: null for one by the one whom the consent was given to, and for every one of before. */
export const up = async (knex: Knex) => {
  await knex.raw(
    'alter table grant_use add column used_by uuid, add column on_behalf_of uuid, add column audience text',
  )
  await knex.raw("create index client_acting on client (face) where content->'mayActFor' is not null")
}

export const down = async (knex: Knex) => {
  await knex.raw('drop index client_acting')
  await knex.raw('alter table grant_use drop column audience, drop column on_behalf_of, drop column used_by')
}
