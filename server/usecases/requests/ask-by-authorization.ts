import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { Ask } from '../../domain/requests/ask.ts'
import { askerOf, handlerOf } from '../../domain/registry/client.ts'
import { markedAway, markedPolled } from '../../domain/requests/polled.ts'
import { keptProtocolScopes } from '../../domain/requests/protocol-scopes.ts'
import type { AskedAuthorization } from '../../ports/oauth/pending-authorization.ts'
import { type PuttingPorts, putRequest, type Requested } from '../steps/put-request.ts'

export interface AskByAuthorization {
  /** The question of one authorization always has the same id: repeating asks once. */
  readonly id: ConsentRequestId
  readonly asked: AskedAuthorization
  /** What it asks for, as `readAsk` read it. */
  readonly ask: Ask
  /** Whose the answer is, and the information. */
  readonly person: PartyId
  /** Set when the client polls for the answer, and whether the person need not know that it asks. */
  readonly polledBy?: 'device' | 'backchannel'
}

/** Puts the question of an authorization to a person. Throws as `requestConsent`. */
export const askByAuthorization =
  (ports: PuttingPorts) =>
  ({ id, asked, ask, person, polledBy }: AskByAuthorization): Promise<Requested> =>
    putRequest(ports, {
      id,
      face: asked.face,
      clientId: ask.client.id,
      requestedBy: askerOf(ask.client),
      handledBy: handlerOf(ask.client),
      requestedFrom: person,
      requestedTo: person,
      purposeId: ask.purpose.id,
      scopes: ask.scopes,
      details: ask.details,
      message: asked.parameters.binding_message,
      seconds: ask.seconds,
      answerBy: asked.expiresAt,
      annotations: { ...keptProtocolScopes(asked.protocolScopes), ...marks(polledBy) },
      management: asked.management,
    })

function marks(polledBy: AskByAuthorization['polledBy']): Readonly<Record<string, string>> {
  if (polledBy === undefined) return {}
  return polledBy === 'device' ? markedPolled : markedAway
}
