import type { Knex } from 'knex'

/**
 * How long before a consent ends somebody wants to be told, and when the next yearly summary is due. Who has chosen before is told
 * seven days ahead, as the page said then. `notice_reminder` says for each number of days up to which end of validity consents have
 * been looked for, in place of `notice_horizon`, which processes of before read.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table notice_address add column remind_days integer not null default 7 check (remind_days > 0),
  add column summary_at timestamptz;

create table notice_reminder (
  days integer primary key,
  valid_to timestamptz not null
);
insert into notice_reminder select 7, valid_to from notice_horizon;

alter table notice drop constraint notice_kind_check, add constraint notice_kind_check
  check (kind in ('confirm', 'asked', 'given', 'used', 'withdrawn', 'expiring', 'summary')) not valid;
alter table notice validate constraint notice_kind_check;
`)

export const down = (knex: Knex) =>
  knex.raw(`
delete from notice where kind = 'summary';
alter table notice drop constraint notice_kind_check, add constraint notice_kind_check
  check (kind in ('confirm', 'asked', 'given', 'used', 'withdrawn', 'expiring'));
insert into notice_horizon (valid_to) select max(valid_to) from notice_reminder where days = 7 having max(valid_to) is not null
  on conflict (single) do update set valid_to = excluded.valid_to;
drop table notice_reminder;
alter table notice_address drop column summary_at, drop column remind_days;
`)
