import type { EventId, GrantId } from '../../../server/domain/ids.ts'
import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import type { Connection } from '../database/transaction.ts'
import { requestsOfGrant } from './requests-of-grant.ts'
import { joinPartyKey, type PrivateTexts, partyKeyColumns } from '../parties/private-texts.ts'
import { type DecisionRow, decisionColumns, toDecision } from '../rows/decision.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import { type GrantUseRow, selectGrantUse, toGrantUse } from '../rows/grant-use.ts'

interface FormerRow {
  readonly made_by: EventId | null
  readonly valid_from: Date
  readonly valid_to: Date
}

/** The last decision, each use, and what happened to the grant and to the requests that gave and changed it, oldest first. */
export async function grantHistory(
  on: Connection,
  id: GrantId,
  texts: Pick<PrivateTexts, 'keyIn'>,
): ReturnType<ConsentQuery['history']> {
  const [decision] = await on.read<DecisionRow>(
    `select d.request_id, r.requested_from, ${decisionColumns}, ${partyKeyColumns}
     from decision d join consent_request r on r.id = d.request_id ${joinPartyKey('r.requested_from')}
     where d.request_id = (select coalesce(changed_in, request_id) from authorization_grant where id = $1)`,
    [id],
  )
  const uses = await on.read<GrantUseRow>(
    `${selectGrantUse} where u.grant_id = $1 order by u.used_at, u.id`,
    [id],
  )
  const events = await on.read<EventRow>(
    `select ${eventColumns} from event
     where grant_id = $1 or request_id = ${requestsOfGrant}
     order by sequence`,
    [id],
  )
  const former = await on.read<FormerRow>(
    'select made_by, valid_from, valid_to from former_grant where grant_id = $1 order by number',
    [id],
  )
  return {
    decision: decision && toDecision(decision, texts),
    uses: uses.map(use => toGrantUse(use, texts)),
    events: events.map(toNumberedEvent),
    former: former.map(({ made_by, valid_from, valid_to }) => ({
      madeBy: made_by ?? undefined,
      validity: { from: valid_from, to: valid_to },
    })),
  }
}
