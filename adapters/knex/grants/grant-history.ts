import type { GrantId } from '../../../server/domain/ids.ts'
import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import type { Connection } from '../database/transaction.ts'
import { type DecisionRow, decisionWriting, toDecision } from '../rows/decision.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import { type GrantUseRow, grantUseColumns, toGrantUse } from '../rows/grant-use.ts'

/** The decision, each use, and what happened to the grant and to the request that gave it, oldest first. */
export async function grantHistory(on: Connection, id: GrantId): ReturnType<ConsentQuery['history']> {
  const [decision] = await on.read<DecisionRow>(
    `select ${decisionWriting.columns} from decision
     where request_id = (select request_id from authorization_grant where id = $1)`,
    [id],
  )
  const uses = await on.read<GrantUseRow>(
    `select ${grantUseColumns} from grant_use where grant_id = $1 order by used_at, id`,
    [id],
  )
  const events = await on.read<EventRow>(
    `select ${eventColumns} from event
     where grant_id = $1 or request_id = (select request_id from authorization_grant where id = $1)
     order by sequence`,
    [id],
  )
  return {
    decision: decision && toDecision(decision),
    uses: uses.map(toGrantUse),
    events: events.map(toNumberedEvent),
  }
}
