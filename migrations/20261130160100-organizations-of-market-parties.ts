import type { Knex } from 'knex'

/** Which organization a market party is of: its feed has what happens to the market party's consents, too. */
export const up = (knex: Knex) => knex.raw('alter table party add column organization uuid')

export const down = (knex: Knex) => knex.raw('alter table party drop column organization')
