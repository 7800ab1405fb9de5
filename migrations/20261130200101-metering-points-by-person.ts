import type { Knex } from 'knex'

/** Metering points by those who use them, for everything about one person. */
export const up = (knex: Knex) =>
  knex.raw('create index metering_point_end_user_party on metering_point_end_user (party_id)')

export const down = (knex: Knex) => knex.raw('drop index metering_point_end_user_party')
