import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Change, ChangeKind } from '../ledger/change.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { requestWriting } from '../rows/consent-request.ts'
import { decisionWriting, sealedTextOf } from '../rows/decision.ts'
import { type Hidden, hidden, requestPlace } from '../rows/hidden.ts'

const asked = eventParts(requestWriting.size + 1, 'asked')
const unlessTaken = 'on conflict (id) do nothing returning id'

const askStatement = `with asked as (${requestWriting.insert(1)} ${unlessTaken}), ${asked.counter} ${asked.insert}`

const askTogether = `${requestWriting.insertMany(1, 'order by written.id')} ${unlessTaken}`

const questions: ChangeKind<Hidden<ConsentRequest>> = {
  idOf: ({ id }) => id,

  async alone(on, { row, event, attested }) {
    const { count } = await on.write(askStatement, [
      ...requestWriting.values(row),
      ...eventValues(event, attested),
    ])
    return count === 1
  },

  async together(on, all) {
    const { rows } = await on.write<{ id: string }>(askTogether, requestWriting.valuesOfMany(all))
    return rows.map(({ id }) => id)
  },
}

/** A request that is put; too late when its id is taken. */
export async function question(
  on: Connection,
  { request, event }: { readonly request: ConsentRequest; readonly event: ConsentEvent },
  texts: PrivateTexts,
): Promise<Change<Hidden<ConsentRequest>>> {
  const { id, requestedFrom: party } = request
  const row = await hidden(on, request, { texts, party, place: requestPlace(id) })
  return { kind: questions, row, event, attested: { request } }
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
