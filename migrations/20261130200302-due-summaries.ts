import type { Knex } from 'knex'

/** Yearly summaries that are due are found among few. */
export const up = (knex: Knex) =>
  knex.raw('create index notice_address_summary on notice_address (summary_at) where summary_at is not null')

export const down = (knex: Knex) => knex.raw('drop index notice_address_summary')
