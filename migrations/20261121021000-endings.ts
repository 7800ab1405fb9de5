import type { Knex } from 'knex'

/** The end of grants in the order of their ids, for data sources that follow it. */
export const up = (knex: Knex) =>
  knex.raw("create index event_ending on event (id) where type in ('revoked', 'exhausted', 'expired')")

export const down = (knex: Knex) => knex.raw('drop index event_ending')
