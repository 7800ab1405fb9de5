import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { requestWriting } from '../rows/consent-request.ts'
import { decisionWriting, sealedTextOf } from '../rows/decision.ts'
import { hidden, requestPlace } from '../rows/hidden.ts'

const askedParts = eventParts(requestWriting.size + 1, 'asked')

const askStatement = `with asked as (${requestWriting.insert(1)} on conflict (id) do nothing returning id),
  ${askedParts.counter} ${askedParts.insert}`

/** The request and its event in one statement. `false`, and nothing written, when the id is taken. */
export async function insertRequest(
  on: Connection,
  { request, event }: { readonly request: ConsentRequest; readonly event: ConsentEvent },
  texts: PrivateTexts,
): Promise<boolean> {
  const { id, requestedFrom: party } = request
  const asked = await hidden(on, request, { texts, party, place: requestPlace(id) })
  const { count } = await on.write(askStatement, [
    ...requestWriting.values(asked),
    ...eventValues(event, { request }),
  ])
  return count === 1
}

/** The state only: nothing else of a request ever changes. `false` when it is no longer at the version that was read. */
async function updateRequest(on: Connection, request: ConsentRequest, at: Date): Promise<boolean> {
  const { state } = request
  const { count } = await on.write(
    `update consent_request set state = $3, withdrawn_at = $4, version = version + 1, updated_at = $5
     where id = $1 and version = $2`,
    [request.id, request.version, state.name, state.name === 'withdrawn' ? state.at : null, at],
  )
  return count === 1
}

const noteStatement = decisionWriting.insert(1)

/** The new state, and the decision when it is one. `false`, and nothing written, when another was first. */
export async function keepAnswer(
  on: Connection,
  request: ConsentRequest,
  { at, texts }: { readonly at: Date; readonly texts: PrivateTexts },
): Promise<boolean> {
  const { state } = request
  if (!(await updateRequest(on, request, at))) return false
  if (!('decision' in state)) return true
  const { decision } = state
  const sealedText = await sealedTextOf(on, { request, decision }, texts)
  await on.write(noteStatement, decisionWriting.values({ request, decision, sealedText }))
  return true
}
