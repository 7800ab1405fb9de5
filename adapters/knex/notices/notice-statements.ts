import { reminderDays } from '../../../server/domain/notice.ts'
import { askedAwayKey } from '../../../server/domain/requests/polled.ts'
import { hadEndedSql, isPendingSql, lastsLongerSql, runsOutBetweenSql } from '../status-sql.ts'

const batch = 1000

/** The same notice has the same id whoever makes it, and is made once. */
export const idOf = (party: string, kind: string, grant: string): string =>
  `md5(${party}::text || ${kind} || ${grant}::text)::uuid`

/** Feeds with something not yet read, and how far to read them now: to the end while nobody wants to be told anything. */
const behind = `behind as (
    select s.stream, coalesce(m.sequence, 0) as done, case
      when exists (select from notice_address where confirmed_at is not null)
      then least(s.sequence, coalesce(m.sequence, 0) + ${batch}) else s.sequence end as upto, s.sequence as last
    from event_stream s left join notice_mark m on m.stream = s.stream
    where s.sequence > coalesce(m.sequence, 0))`

/** A yes to a change is one that was given, and a notice of its own. */
const happened = `happened as (
    select e.grant_id, e.at, case when e.type = 'changed' then e.id else e.grant_id end as about,
      case e.type when 'accepted' then 'given' when 'changed' then 'given' when 'used' then 'used' else 'withdrawn' end as kind,
      case when e.type = 'revoked' and e.by_party is null then e.grant_id end as ended_for_operator
    from behind b join event e on e.stream = b.stream and e.sequence > b.done and e.sequence <= b.upto
    where (e.type in ('accepted', 'used', 'revoked') or (e.type = 'changed' and e.request_id is not null))
      and e.grant_id is not null and (e.type <> 'used' or not exists (
      select from event earlier
      where earlier.grant_id = e.grant_id and earlier.type = 'used' and earlier.sequence < e.sequence)))`

/** Questions of somebody who asks from elsewhere, as long as they wait: of all others she knows, who sits before them. */
const asked = `asked as (
    select r.id, r.requested_to, e.at
    from behind b join event e on e.stream = b.stream and e.sequence > b.done and e.sequence <= b.upto
      join consent_request r on r.id = e.request_id
    where e.type = 'requested' and ${isPendingSql('r', '$1::timestamptz')} and r.annotations->>'${askedAwayKey}' is not null)`

/**
 * Reads on in every feed. The feeds' counters are only seen with all events below them, so that none is passed by; the
 * marks are moved in the same statement that makes the notices. $1 is now.
 */
export const gatherEvents = `with ${behind}, ${happened}, ${asked},
  made as (
    insert into notice (id, party, kind, next_attempt_at, grant_id)
    select distinct ${idOf('a.party', 'h.kind', 'h.about')}, a.party, h.kind, $1::timestamptz, h.ended_for_operator
    from happened h join authorization_grant g on g.id = h.grant_id
      join notice_address a on a.party in (g.granted_for, g.granted_by)
    where a.confirmed_at <= h.at and h.kind = any (a.kinds)
    on conflict (id) do nothing),
  made_of_asked as (
    insert into notice (id, party, kind, next_attempt_at)
    select ${idOf('a.party', `'asked'`, 'q.id')}, a.party, 'asked', $1::timestamptz
    from asked q join notice_address a on a.party = q.requested_to
    where a.confirmed_at <= q.at and 'asked' = any (a.kinds)
    on conflict (id) do nothing),
  marked as (
    insert into notice_mark (stream, sequence) select stream, upto from behind
    on conflict (stream) do update set sequence = greatest(notice_mark.sequence, excluded.sequence))
  select 1 from behind where upto < last limit 1`

/** A change gives a consent another end: that of the changed one is told of apart. */
const reminded = idOf('a.party', "'expiring'", 'coalesce(g.changed_by, g.id)')

interface Reminding {
  /** Addresses, as `a`. */
  readonly addresses: string
  /** Ends after one moment and at or before another, which lies the days ahead. */
  readonly after: string
  readonly upto: string
}

const reminding = ({ addresses, after, upto }: Reminding): string => `
    insert into notice (id, party, kind, next_attempt_at)
    select distinct ${reminded}, a.party, 'expiring', $1::timestamptz
    from ${addresses} join authorization_grant g on a.party in (g.granted_for, g.granted_by)
    where a.confirmed_at is not null and 'expiring' = any (a.kinds)
      and g.state = 'active' and g.expiry_announced_at is null
      and ${runsOutBetweenSql('g', after, upto)} and ${lastsLongerSql('g', `${upto} - $1::timestamptz`)}
    on conflict (id) do nothing`

const ahead = (days: string): string => `($1::timestamptz + ${days} * interval '24 hours')`

/**
 * Consents that last longer than the time ahead and end within it, each looked at once for each number of days that somebody may want
 * to be told ahead. $1 is now.
 */
export const gatherExpiring = `with spans as (
    select w.days, ${ahead('w.days')} as upto, greatest(r.valid_to, $1::timestamptz) as horizon
    from unnest('{${reminderDays.join(',')}}'::integer[]) as w (days) left join notice_reminder r on r.days = w.days),
  made as (${reminding({
    addresses: 'spans s join notice_address a on a.remind_days = s.days',
    after: 's.horizon',
    upto: 's.upto',
  })})
  insert into notice_reminder (days, valid_to) select days, upto from spans
  on conflict (days) do update set valid_to = greatest(notice_reminder.valid_to, excluded.valid_to)`

/** What ends soon already when somebody, $2, begins to want to be told. $1 is now. */
export const remindAtOnce = reminding({
  addresses: '(select * from notice_address where party = $2::uuid) a',
  after: '$1::timestamptz',
  upto: ahead('a.remind_days'),
})

/** The next one is due a year after the last was, or as many years as have passed meanwhile. $1 is now. */
export const gatherSummaries = `with due as (
    update notice_address set summary_at = summary_at
      + (extract(year from age($1::timestamptz, summary_at))::integer + 1) * interval '1 year'
    where summary_at <= $1::timestamptz and confirmed_at is not null and 'summary' = any (kinds)
    returning party, summary_at)
  insert into notice (id, party, kind, next_attempt_at)
  select md5(party::text || 'summary' || extract(epoch from summary_at))::uuid, party, 'summary', $1::timestamptz from due
  on conflict (id) do nothing`

/** Of what was given for $1, as of $2; $3 is a year before. */
export const summaryStatement = `select
    count(*) filter (where not (${hadEndedSql('g', '$2::timestamptz')}))::integer as active,
    count(distinct g.granted_to) filter (where not (${hadEndedSql('g', '$2::timestamptz')}))::integer as askers,
    count(*) filter (where g.created_at > $3::timestamptz)::integer as given,
    count(*) filter (where ${hadEndedSql('g', '$2::timestamptz')} and not (${hadEndedSql('g', '$3::timestamptz')}))::integer as ended
  from authorization_grant g where g.granted_for = $1`

/** After a minute, then four times as long each time, half a day at most. $1 is now, $2 how many. */
export const claimDue = `with due as (
    select id from notice
    where sent_at is null and given_up_at is null and next_attempt_at <= $1::timestamptz
    order by next_attempt_at limit $2 for update skip locked),
  taken as (
    update notice n set attempts = n.attempts + 1,
      next_attempt_at = $1::timestamptz + least(power(4, n.attempts), 720) * interval '1 minute'
    from due where n.id = due.id returning n.id, n.kind, n.party, n.grant_id, n.attempts - 1 as attempts)
  select t.id, t.kind, t.attempts, t.grant_id, a.party, a.ciphertext, a.key_id, a.language, a.kinds, a.remind_days,
    a.asked_at, a.confirmed_at, a.summary_at
  from taken t join notice_address a on a.party = t.party order by t.id`
