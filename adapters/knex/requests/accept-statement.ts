import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Decision } from '../../../server/domain/requests/decision.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import { grantWriting, insertScopes } from '../rows/authorization-grant.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { decisionWriting, sealedTextOf } from '../rows/decision.ts'
import { grantPlace, hidden } from '../rows/hidden.ts'

interface Acceptance {
  readonly request: ConsentRequest
  readonly decision: Decision
  readonly grant: AuthorizationGrant
  readonly event: ConsentEvent
  readonly documentHash: string | undefined
}

const decisionAt = 4
const grantAt = decisionAt + decisionWriting.size
const scopesAt = grantAt + grantWriting.size
const { counter, insert } = eventParts(scopesAt + 1, 'decided')

/** @NOTE One statement where five and a transaction would do: it is what a person waits for, and the feed's lock is short. */
const statement = `with decided as (
    update consent_request set state = 'accepted', version = version + 1, updated_at = $3
    where id = $1 and version = $2 returning id),
  noted as (${decisionWriting.insert(decisionAt, 'decided')}),
  given as (${grantWriting.insert(grantAt, 'decided')} returning id),
  covered as (${insertScopes('given', `$${scopesAt}`)}),
  ${counter} ${insert}`

/**
 * The accepted request, its decision, the grant it gives and the event, all or nothing. `false`, and nothing written, when
 * the request is no longer at the version that was read.
 */
export async function acceptRequest(
  on: Connection,
  { request, decision, grant, event, documentHash }: Acceptance,
  texts: PrivateTexts,
): Promise<boolean> {
  const sealedText = await sealedTextOf(on, { request, decision }, texts)
  const given = await hidden(on, grant, { texts, party: grant.grantedFor, place: grantPlace(grant.id) })
  const { count } = await on.write(statement, [
    request.id,
    request.version,
    decision.at,
    ...decisionWriting.values({ request, decision, sealedText }),
    ...grantWriting.values(given),
    JSON.stringify(grant.scopes),
    ...eventValues(event, { request, grant, documentHash }),
  ])
  return count === 1
}
