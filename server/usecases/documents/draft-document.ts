import type { ConsentRequestId } from '../../domain/ids.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import { Problem } from '../../domain/problem.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import { askedTooOften, type AskingPorts } from '../steps/asked-too-often.ts'
import { type ComposingPorts, composeRequest, type RequestConsent } from '../steps/compose-request.ts'

interface Ports extends ComposingPorts, AskingPorts {
  readonly parties: ComposingPorts['parties'] & AskingPorts['parties']
  readonly documents: Pick<DocumentStore, 'add'>
}

export interface DraftDocument extends Omit<RequestConsent, 'id'> {
  readonly id: ConsentRequestId
  /** The PDF as it is sent out. */
  readonly sealed: Uint8Array
}

/** Asks on paper: the request is answered by signing the document. Throws as asking does. */
export const draftDocument =
  (ports: Ports) =>
  async ({ sealed, ...command }: DraftDocument): Promise<ConsentRequest> => {
    const { request, event } = await composeRequest(ports, command, 'signature')
    const { requestedBy: asker, requestedTo: asked, clientId } = request
    const tooOften = await askedTooOften(ports, { asker, asked, clientId })
    if (tooOften) throw tooOften
    if (await ports.documents.add({ request, event, sealed })) return request
    throw new Problem('internal', 'The id of the document is taken')
  }
