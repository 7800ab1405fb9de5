import type { Knex } from 'knex'

/** Whose end, by the operator, a notice tells of: the mail says why. Null for every other notice, and for those of before. */
export const up = (knex: Knex) => knex.raw('alter table notice add column grant_id uuid')

export const down = (knex: Knex) => knex.raw('alter table notice drop column grant_id')
