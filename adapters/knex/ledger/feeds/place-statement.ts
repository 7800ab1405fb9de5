import { isMadeBy } from '../../rows/former-grant.ts'
import { detailTypesPart, joinDetailAudiences } from './detail-audiences.ts'

const streams = 200
/** So few that a statement is over in tenths of a second, whatever was kept before there were feeds. */
const events = 2_000

/**
 * Gives the next events their places. Run by one at a time: an asker's counter is only seen with all events below it, so none
 * is passed by, and the marks move in the same statement. Askers with few events to place come first.
 * An organization reads what its market parties do. An API hears nothing of uses by other APIs, nor of what is between a giver and
 * whoever got the consent, and of changes when it had something to do with the grant before or has after.
 */
export const placeStatement = `with candidates as (
    select s.stream, coalesce(m.sequence, 0) as done, s.sequence as last, s.sequence - coalesce(m.sequence, 0) as many
    from event_stream s left join feed_mark m on m.stream = s.stream
    where s.sequence > coalesce(m.sequence, 0) order by many limit ${streams}),
  summed as (
    select stream, done, last, sum(many) over (order by many, stream) - many as before from candidates),
  behind as (
    select stream, done, least(last, done + ${events} - before)::bigint as upto from summed where before < ${events}),
  fresh as (
    select e.stream, e.sequence, e.id, e.type, e.grant_id, coalesce(g.handled_by, r.handled_by) as handled_by, g.details,
      m.scopes as made_scopes, m.details as made_details,
      coalesce(u.audience, c.content->>'resourceServerFor') as used_at
    from behind b join event e on e.stream = b.stream and e.sequence > b.done and e.sequence <= b.upto
      left join authorization_grant g on g.id = e.grant_id
      left join former_grant m on e.type in ('accepted', 'changed') and ${isMadeBy('m', 'e')}
      left join consent_request r on r.id = e.request_id
      left join grant_use u on e.type = 'used' and u.id = e.id
      left join client c on c.id = u.client_id),
  heard as (
    select * from fresh where type not in ('deletion-requested', 'deletion-refused', 'deletion-done')),
  parties as (
    select stream as party, stream, sequence from fresh
    union select handled_by, stream, sequence from fresh where handled_by is not null),
  ${detailTypesPart},
  ended as (
    select f.stream, f.sequence, f.used_at, b.scopes, b.details from fresh f join former_grant b
      on f.type = 'changed' and b.grant_id = f.grant_id and b.ended_by = f.id),
  apis as (
    select f.stream, f.sequence, f.used_at, s.resource_id as audience
    from heard f join grant_scope s on s.grant_id = f.grant_id and s.resource_type = 'api' where f.made_scopes is null
    union select f.stream, f.sequence, f.used_at, s.value ->> 'resourceId'
    from heard f cross join lateral jsonb_array_elements(f.made_scopes) s where s.value ->> 'resourceType' = 'api'
    union select f.stream, f.sequence, f.used_at, a.audience
    from heard f ${joinDetailAudiences('coalesce(f.made_details, f.details)')} where coalesce(f.made_details, f.details) <> '[]'
    union select f.stream, f.sequence, f.used_at, s.value ->> 'resourceId'
    from ended f cross join lateral jsonb_array_elements(f.scopes) s where s.value ->> 'resourceType' = 'api'
    union select f.stream, f.sequence, f.used_at, a.audience
    from ended f ${joinDetailAudiences('f.details')} where f.details <> '[]'),
  readers as (
    select 'party:' || party as name, stream, sequence from parties
    union select 'party:' || p.organization, n.stream, n.sequence
      from parties n join party p on p.id = n.party where p.organization is not null
    union select 'api:' || audience, stream, sequence from apis where used_at is null or used_at = audience),
  numbered as (
    select name, stream, sequence, row_number() over (partition by name order by stream, sequence) as nth from readers),
  grown as (
    insert into feed (name, head) select name, count(*) from numbered group by name
    on conflict (name) do update set head = feed.head + excluded.head returning id, name, head),
  placed as (
    insert into feed_entry (feed, place, stream, sequence)
    select g.id, g.head - c.many + n.nth, n.stream, n.sequence
    from numbered n join grown g using (name) join (select name, count(*) as many from numbered group by name) c using (name)),
  marked as (
    insert into feed_mark (stream, sequence) select stream, upto from behind
    on conflict (stream) do update set sequence = excluded.sequence)
  select count(*) = ${streams} or coalesce(sum(many) > ${events}, false) as more from candidates`

export const isBehind = `select exists (
  select from event_stream s left join feed_mark m on m.stream = s.stream where s.sequence > coalesce(m.sequence, 0)) as behind`
