import type { Knex } from 'knex'

/**
 * `moves` counts how often somebody moved a stream in its feed, so that who tells it meanwhile does not take that back. By when
 * the news of a withdrawal was taken it is forgotten.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table signal_stream add column moves integer not null default 0;
create index told_withdrawal_at on told_withdrawal (at);
`)

export const down = (knex: Knex) =>
  knex.raw('drop index told_withdrawal_at; alter table signal_stream drop column moves')
