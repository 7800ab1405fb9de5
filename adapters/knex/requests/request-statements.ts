import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { ConsentEvent } from '../../../server/domain/event.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Connection } from '../database/transaction.ts'

const asked = eventParts(21, 'asked')

const askStatement = `with asked as (
    insert into consent_request (id, face, client_id, purpose_id, purpose_version, requested_by, handled_by,
      requested_from, requested_to, scopes, message, required_level, answer_by, single_use, asked_seconds, asked_until,
      asked_years, annotations, ceremony, state, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'pending', $20, $20)
    on conflict (id) do nothing
    returning id), ${asked.counter} ${asked.insert}`

/** The request and its event in one statement. `false`, and nothing written, when the id is taken. */
export async function insertRequest(
  on: Connection,
  request: ConsentRequest,
  event: ConsentEvent,
): Promise<boolean> {
  const { asks } = request
  const { count } = await on.write(askStatement, [
    request.id,
    request.face,
    request.clientId,
    request.purpose.id,
    request.purpose.version,
    request.requestedBy,
    request.handledBy,
    request.requestedFrom,
    request.requestedTo,
    JSON.stringify(request.scopes),
    request.message,
    request.requiredLevel,
    request.answerBy,
    asks.singleUse,
    'seconds' in asks ? asks.seconds : null,
    'until' in asks ? asks.until : null,
    'years' in asks ? asks.years : null,
    JSON.stringify(request.annotations),
    request.ceremony,
    request.createdAt,
    ...eventValues(event),
  ])
  return count === 1
}

/** The state only: nothing else of a request ever changes. `false` when it is no longer at the version that was read. */
export async function updateRequest(on: Connection, request: ConsentRequest, at: Date): Promise<boolean> {
  const { state } = request
  const { count } = await on.write(
    `update consent_request set state = $3, withdrawn_at = $4, version = version + 1, updated_at = $5
     where id = $1 and version = $2`,
    [request.id, request.version, state.name, state.name === 'withdrawn' ? state.at : null, at],
  )
  return count === 1
}
