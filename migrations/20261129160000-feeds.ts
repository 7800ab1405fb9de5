import type { Knex } from 'knex'

/**
 * The place of every event in the feeds of those who may read of it: askers and handlers, and the APIs that a consent is for.
 * Only places are kept, never a copy of the event.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table feed (
  id integer generated always as identity primary key,
  name text not null unique,
  head bigint not null
) with (fillfactor = 50);

create table feed_entry (
  feed integer not null,
  place bigint not null,
  stream uuid not null,
  sequence bigint not null,
  primary key (feed, place)
);

create table feed_mark (
  stream uuid primary key,
  sequence bigint not null
) with (fillfactor = 50);
`)

export const down = (knex: Knex) => knex.raw('drop table feed_mark, feed_entry, feed')
