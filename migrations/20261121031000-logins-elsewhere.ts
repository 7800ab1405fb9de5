import type { Knex } from 'knex'

/** By which login at the identity provider a session began, as a hash: `uid_hash` of that login, `subject_hash` of whose it was. */
export const up = (knex: Knex) =>
  knex.raw(`
alter table browser_state add column subject_hash bytea;
create index browser_state_subject on browser_state (bucket, subject_hash) where subject_hash is not null;
`)

export const down = (knex: Knex) =>
  knex.raw(`
drop index browser_state_subject;
alter table browser_state drop column subject_hash;
`)
