import type { EventId, GrantId } from '../../domain/ids.ts'
import { type Accepted, accept, roleOf } from '../../domain/requests/consent-request.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { SignedDocument } from '../../domain/document.ts'
import { requestEvent } from '../../domain/event.ts'
import { sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { assertMayConsent, type RegisterPorts } from '../steps/assert-may-consent.ts'
import { type NamedRequest, requestOf, throwSettled } from '../steps/request-of.ts'

interface Ports extends RegisterPorts {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly documents: Pick<DocumentStore, 'confirm'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface ConfirmDocument extends NamedRequest {
  /** What the signature says; `by` is who signed. */
  readonly decision: Omit<Decision, 'at' | 'role'>
  readonly signed: SignedDocument
}

/**
 * Says yes by a signature that was found good. The grant, the decision, the event and the file are stored when this resolves.
 * Throws `party.may-not-consent`, `consent-request.*` (`consent-request.not-yours` when somebody else signed) or `document.used-before`; of two at
 * once the loser is told how it was answered.
 */
export const confirmDocument =
  (ports: Ports) =>
  async ({ decision, signed, ...named }: ConfirmDocument): Promise<Accepted> => {
    const { documents, clock, ids, personRegister } = ports
    const request = await requestOf(ports, named)
    if (!sameParty(request.requestedTo, decision.by)) {
      throw new Problem('consent-request.not-yours', 'Somebody else was to sign')
    }

    const at = clock.now()
    const answer = { ...decision, role: roleOf(request, decision.by), at }
    const accepted = accept(request, answer, { grantId: ids.uuid() as GrantId, ceremony: 'signature' })

    await assertMayConsent({ personRegister })([decision.by, request.requestedFrom])
    const moment = { id: ids.uuid() as EventId, by: decision.by, at }
    const event = requestEvent('accepted', accepted.request, moment)
    const outcome = await documents.confirm({ ...accepted, event }, signed)
    if (outcome === 'confirmed') return accepted
    if (outcome === 'used-before') throw new Problem('document.used-before', 'The file counted before')
    return throwSettled(ports, named)
  }
