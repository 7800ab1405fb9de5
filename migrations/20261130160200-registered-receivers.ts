import type { Knex } from 'knex'

/** What the operator's file calls a stream that it registers; nothing for one that its receiver made. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table signal_stream add column registered_as text;
create unique index signal_stream_registered on signal_stream (client_id, registered_as);
`)

/** @NOTE Applying the file again makes its streams a second time. */
export const down = (knex: Knex) =>
  knex.raw('drop index signal_stream_registered; alter table signal_stream drop column registered_as')
