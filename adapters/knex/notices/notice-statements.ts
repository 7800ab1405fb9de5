import { askedAwayKey } from '../../../server/domain/requests/polled.ts'
import { isPendingSql, lastsLongerSql, runsOutBetweenSql } from '../status-sql.ts'

const batch = 1000

/** The same notice has the same id whoever makes it, and is made once. */
const idOf = (party: string, kind: string, grant: string): string =>
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
      case e.type when 'accepted' then 'given' when 'changed' then 'given' when 'used' then 'used' else 'withdrawn' end as kind
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
    insert into notice (id, party, kind, next_attempt_at)
    select distinct ${idOf('a.party', 'h.kind', 'h.about')}, a.party, h.kind, $1::timestamptz
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

/**
 * Consents that last longer than the time ahead and end within it, each looked at once. $1 is now, $2 the end of the time
 * ahead.
 */
export const gatherExpiring = `with since as (
    select coalesce(max(valid_to), $1::timestamptz) as horizon from notice_horizon),
  made as (
    insert into notice (id, party, kind, next_attempt_at)
    select distinct ${idOf('a.party', `'expiring'`, 'g.id')}, a.party, 'expiring', $1::timestamptz
    from authorization_grant g, since, notice_address a
    where g.state = 'active' and g.expiry_announced_at is null
      and ${runsOutBetweenSql('g', 'greatest(since.horizon, $1::timestamptz)', '$2::timestamptz')}
      and ${lastsLongerSql('g', '$2::timestamptz - $1::timestamptz')}
      and a.party in (g.granted_for, g.granted_by) and a.confirmed_at is not null and 'expiring' = any (a.kinds)
    on conflict (id) do nothing)
  insert into notice_horizon (valid_to) values ($2::timestamptz)
  on conflict (single) do update set valid_to = greatest(notice_horizon.valid_to, excluded.valid_to)`

/** After a minute, then four times as long each time, half a day at most. $1 is now, $2 how many. */
export const claimDue = `with due as (
    select id from notice
    where sent_at is null and given_up_at is null and next_attempt_at <= $1::timestamptz
    order by next_attempt_at limit $2 for update skip locked),
  taken as (
    update notice n set attempts = n.attempts + 1,
      next_attempt_at = $1::timestamptz + least(power(4, n.attempts), 720) * interval '1 minute'
    from due where n.id = due.id returning n.id, n.kind, n.party, n.attempts - 1 as attempts)
  select t.id, t.kind, t.attempts, a.party, a.ciphertext, a.key_id, a.language, a.kinds, a.asked_at, a.confirmed_at
  from taken t join notice_address a on a.party = t.party order by t.id`
