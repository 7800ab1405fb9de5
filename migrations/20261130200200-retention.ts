import type { Knex } from 'knex'

/**
 * Retention: since when something is gone because its time was over, where it lay; what has ended, by purpose, in the order in
 * which it ended; and how far that has been looked through for each kind. The other indexes find all that a person has a part in.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table decision add column text_gone_at timestamptz;
alter table consent_request add column words_gone_at timestamptz;
alter table authorization_grant add column words_gone_at timestamptz, add column uses_gone_at timestamptz;
alter table document add column gone_at timestamptz;

create index authorization_grant_ended on authorization_grant
  (purpose_id, (case when state = 'active' then valid_to else ended_at end), id);
create index consent_request_ungiven on consent_request (purpose_id, answer_by, id) where state <> 'accepted';
create index decision_by_representative on decision (decided_by) where role = 'representative';
create index authorization_grant_ended_by on authorization_grant (ended_by) where ended_by <> granted_by;

create table retention_progress (
  purpose_id text not null,
  kind text not null,
  about text not null check (about in ('grant', 'request')),
  ended_at timestamptz not null,
  id uuid not null,
  primary key (purpose_id, kind, about)
);
`)

/** @NOTE What is gone stays gone, and looks from then on as if somebody had taken it. */
export const down = (knex: Knex) =>
  knex.raw(`
drop table retention_progress;
drop index authorization_grant_ended_by, decision_by_representative, consent_request_ungiven, authorization_grant_ended;
alter table document drop column gone_at;
alter table authorization_grant drop column uses_gone_at, drop column words_gone_at;
alter table consent_request drop column words_gone_at;
alter table decision drop column text_gone_at;
`)
