import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { Connection } from '../../database/transaction.ts'
import { hadEndedSql, isInTimeSql } from '../../status-sql.ts'

/** What of that which an event tells of is gone because its time was over. */
export interface Gone {
  readonly text: boolean
  readonly words: boolean
  readonly uses: boolean
}

interface GoneRow extends Gone {
  readonly id: string
}

const hadEnded = (moment: string): string =>
  `(${moment} is not null and coalesce(case when r.state = 'accepted' then ${hadEndedSql('g', moment)}
    else not ${isInTimeSql('r', moment)} end, false))`

/** @NOTE A mark on what had not ended by then is none: whoever takes a text from a consent that lives is found. */
const requests = `select r.id, ${hadEnded('d.text_gone_at')} as text, ${hadEnded('r.words_gone_at')} as words, false as uses
  from consent_request r left join decision d on d.request_id = r.id
  left join authorization_grant g on g.id = coalesce(r.changes_grant,
    (select a.id from authorization_grant a where a.request_id = r.id))
  where r.id = any($1::uuid[]) and (r.words_gone_at is not null or d.text_gone_at is not null)`

const grants = `select g.id, false as text, coalesce(${hadEndedSql('g', 'g.words_gone_at')}, false) as words,
    coalesce(${hadEndedSql('g', 'g.uses_gone_at')}, false) as uses
  from authorization_grant g
  where g.id = any($1::uuid[]) and (g.words_gone_at is not null or g.uses_gone_at is not null)`

/** The same for each of these events. */
export async function readGone(
  on: Connection,
  events: readonly NumberedEvent[],
): Promise<(event: NumberedEvent) => Gone> {
  const [ofRequests, ofGrants] = await Promise.all([
    byId(
      on,
      requests,
      events.map(({ requestId }) => requestId),
    ),
    byId(
      on,
      grants,
      events.map(({ grantId }) => grantId),
    ),
  ])
  return ({ requestId, grantId }) => {
    const [request, grant] = [ofRequests.get(requestId ?? ''), ofGrants.get(grantId ?? '')]
    return {
      text: request?.text === true,
      words: request?.words === true || grant?.words === true,
      uses: grant?.uses === true,
    }
  }
}

async function byId(
  on: Connection,
  text: string,
  ids: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Gone>> {
  const wanted = [...new Set(ids.filter(id => id !== undefined))]
  const rows = wanted.length === 0 ? [] : await on.read<GoneRow>(text, [wanted])
  return new Map(rows.map(row => [row.id, row]))
}
