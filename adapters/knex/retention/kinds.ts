import { noticeKinds } from '../../../server/domain/notice.ts'
import type { KeptKind, RetentionEnd } from '../../../server/domain/registry/retention.ts'
import { idOf as noticeId } from '../notices/notice-statements.ts'
import { untellingColumns } from '../rows/hidden.ts'

/** What consents that gave a grant are known by, or questions that gave none. */
export type About = 'grant' | 'request'

/** How one kind is taken away, as long as it does not take the person along. */
export interface TakenAway {
  readonly about: About
  /** SQL for whether there is still something to take of the grant `g`, or of the request `r`. */
  readonly isLeft: string
  /** Statements: $1 are the ids, $2 is now, and $3, where it is said, the annotations that stay. */
  readonly statements: (end: RetentionEnd) => readonly string[]
}

/** The requests that gave the grants $1 and changed them. */
export const theirRequests = `(select request_id from authorization_grant where id = any($1::uuid[]) and request_id is not null
  union all select id from consent_request where changes_grant = any($1::uuid[]) and state = 'accepted')`

/** Of the grant `g`; `d` is what `table` says of a request. */
const ofAnyRequest = (table: string, where: string): string =>
  `(exists (select from ${table} d where d.request_id = g.request_id and ${where})
    or exists (select from ${table} d join consent_request c on c.id = d.request_id
      where c.changes_grant = g.id and c.state = 'accepted' and ${where}))`

const textsOf = (requests: string): string =>
  `update decision set shown_text = '', sealed_text = null, text_gone_at = $2
   where text_gone_at is null and request_id in ${requests}`

const wordsOf = (requests: string): string =>
  `update consent_request set message = null, sealed = null, ${untellingColumns('$3')}, words_gone_at = $2
   where words_gone_at is null and id in ${requests}`

const filesOf = (requests: string): readonly string[] => [
  `update signed_document set signed = '' where request_id in ${requests}`,
  `update document set sealed = '', gone_at = $2 where gone_at is null and request_id in ${requests}`,
]

const kindsOfNotices = `unnest(array[${noticeKinds.map(kind => `'${kind}'`).join(', ')}])`

/** Notices that nobody waits for any more; `of` gives `party` and `about` of each. */
const endedNotices = (of: string): string =>
  `notice n join (select ${noticeId('one.party', 'kinds.kind', 'one.about')} as id
    from (${of}) as one (party, about) cross join ${kindsOfNotices} as kinds (kind)) made on made.id = n.id
   where n.sent_at is not null or n.given_up_at is not null`

/** `grants` is a condition on `a`. */
const noticesOfGrants = (grants: string): string =>
  endedNotices(`select p.party, w.about
    from authorization_grant a
      cross join lateral (values (a.granted_for), (a.granted_by)) as p (party)
      cross join lateral (select a.id as about union all
        select e.id from event e where e.grant_id = a.id and e.type = 'changed') w
    where ${grants}
    union all select q.requested_to, q.id from authorization_grant a join consent_request q
      on q.id = a.request_id or (q.changes_grant = a.id and q.state = 'accepted')
    where ${grants}`)

const noticesOfRequests = endedNotices(
  'select q.requested_to, q.id from consent_request q where q.id = any($1::uuid[])',
)

const removed = (notices: string): string => `delete from notice where id in (select n.id from ${notices})`

const usesOf: Readonly<Record<RetentionEnd, string>> = {
  anonymise: `update grant_use set what = '', sealed_what = null, codes = null, language = null
    where grant_id = any($1::uuid[])`,
  delete: 'delete from grant_use where grant_id = any($1::uuid[])',
}

const given = '(select unnest($1::uuid[]))'

export const takenAway: Readonly<Record<Exclude<KeptKind, 'identity'>, TakenAway>> = {
  text: {
    about: 'grant',
    isLeft: ofAnyRequest('decision', 'd.text_gone_at is null'),
    statements: () => [textsOf(theirRequests)],
  },
  words: {
    about: 'grant',
    isLeft: 'g.words_gone_at is null',
    statements: () => [
      wordsOf(theirRequests),
      `with former as (
         update former_grant set sealed = null, ${untellingColumns('$3')} where grant_id = any($1::uuid[]))
       update authorization_grant set sealed = null, ${untellingColumns('$3')}, words_gone_at = $2
       where id = any($1::uuid[])`,
    ],
  },
  uses: {
    about: 'grant',
    isLeft: 'g.uses_gone_at is null and exists (select from grant_use u where u.grant_id = g.id)',
    statements: end => [
      usesOf[end],
      'update authorization_grant set uses_gone_at = $2 where id = any($1::uuid[])',
    ],
  },
  documents: {
    about: 'grant',
    isLeft: ofAnyRequest('document', 'd.gone_at is null'),
    statements: () => filesOf(theirRequests),
  },
  declined: {
    about: 'request',
    isLeft: 'r.words_gone_at is null',
    statements: () => [textsOf(given), wordsOf(given), ...filesOf(given), removed(noticesOfRequests)],
  },
  notices: {
    about: 'grant',
    isLeft: `exists (select from ${noticesOfGrants('a.id = g.id')})`,
    statements: () => [removed(noticesOfGrants('a.id = any($1::uuid[])'))],
  },
}
