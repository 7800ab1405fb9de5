import type { Knex } from 'knex'

/**
 * What processes count together, each key as a keyed hash. The counts of minutes and days need not survive a crash of the
 * database, so nothing is logged; rows change in place.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create unlogged table rate_limit (
  key varchar(255) primary key,
  points integer not null,
  expire bigint
) with (fillfactor = 50);
`)

export const down = (knex: Knex) => knex.raw('drop table rate_limit')
