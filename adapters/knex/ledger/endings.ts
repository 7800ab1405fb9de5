import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import type { Connection } from '../database/transaction.ts'
import { firstEventId } from '../../../server/domain/ids.ts'

const nil = '00000000-0000-0000-0000-000000000000'

/** @NOTE The types are written here as in the index that makes this short. */
const page = `select ${eventColumns} from event
  where type in ('revoked', 'exhausted', 'expired') and id > $1::uuid and id < $2::uuid
    and exists (select from grant_scope s where s.grant_id = event.grant_id
      and s.resource_type = $3 and s.resource_id = any($4::text[]))
  order by id limit $5`

/** The end of permissions to some resources, whoever got them. */
export const endings =
  (connection: () => Connection): ConsentQuery['endings'] =>
  async ({ resourceType, resourceIds, before }, { after, limit }) => {
    const values = [after ?? nil, firstEventId(before.getTime()), resourceType, resourceIds, limit]
    const rows = await connection().read<EventRow>(page, values)
    return rows.map(toNumberedEvent)
  }
