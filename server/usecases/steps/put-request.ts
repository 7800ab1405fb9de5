import type { PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { askedBefore, askedTooOften, type AskingPorts } from './asked-too-often.ts'
import { type ComposingPorts, composeRequest, type RequestConsent } from './compose-request.ts'
import { grantToChange } from './grant-to-change.ts'

export interface PuttingPorts extends ComposingPorts, AskingPorts {
  readonly parties: ComposingPorts['parties'] & AskingPorts['parties']
  readonly consents: Pick<ConsentStore, 'addRequest' | 'findRequest' | 'findGrant'>
}

/** The request that has the id, and whether this very call has put it there. */
export interface Requested {
  readonly request: ConsentRequest
  readonly isNew: boolean
  readonly purpose: Purpose
  /** Those who ask. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  /** The grant that it is to change, as it is now; absent when it has been asked for before. */
  readonly changes?: AuthorizationGrant | undefined
}

/** Puts it, once for its id. Throws as `composeRequest` and `grantToChange`, and `LimitReached`. */
export async function putRequest(ports: PuttingPorts, command: RequestConsent): Promise<Requested> {
  const { event, ...composed } = await composeRequest(ports, command, 'page')
  const { request } = composed
  const changes = await grantToChange(ports, composed)
  const asking = { asker: request.requestedBy, asked: request.requestedTo, clientId: request.clientId }
  const tooOften = await askedTooOften(ports, asking)
  const isNew = !tooOften && (await ports.consents.addRequest(request, event))
  if (isNew) return { ...composed, isNew, changes }
  await askedBefore(ports, asking)
  const standing = await ports.consents.findRequest(request.id)
  if (tooOften && !standing) throw tooOften
  return { ...composed, isNew, request: standing ?? request }
}
