import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import type { Connection } from '../database/transaction.ts'

const nil = '00000000-0000-0000-0000-000000000000'

const page = `select ${eventColumns} from event
  where stream = $1 and id > $2::uuid and id >= $3::uuid and id < $4::uuid and type = any($5::text[])
    and request_id is not null and ($6::uuid is null or request_id = $6)
  order by id limit $7`

/** What happened to requests: to one, or to those of one asker. */
export const requestEvents = (
  connection: () => Connection,
): Pick<ConsentQuery, 'requestHistory' | 'requestEvents'> => ({
  async requestHistory(id) {
    const rows = await connection().read<EventRow>(
      `select ${eventColumns} from event where request_id = $1 order by sequence`,
      [id],
    )
    return rows.map(toNumberedEvent)
  },

  async requestEvents({ stream, types, requestId, from, before }, { after, limit }) {
    const values = [stream, after ?? nil, from ?? nil, before, types, requestId, limit]
    const rows = await connection().read<EventRow>(page, values)
    return rows.map(toNumberedEvent)
  },
})
