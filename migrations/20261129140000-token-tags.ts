import type { Knex } from 'knex'

/**
 * When opaque tokens began to carry tags, in a database that had given out others before; it has its keys since its first
 * start. Without a row there is none without a tag.
 */
export const up = (knex: Knex) =>
  knex.raw(`
create table token_tag (since timestamptz not null);
insert into token_tag (since) select now() where exists (select from signing_key);
`)

export const down = (knex: Knex) => knex.raw('drop table token_tag')
