import type { ConsentRequestId } from '../../domain/ids.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { Document, SignedDocument } from '../../domain/document.ts'
import type { ConsentEvent } from '../../domain/event.ts'
import type { RequestChange } from '../requests/consent-store.ts'

/** What came of bringing a signed document back. `lost` is for the loser of a race; `used-before` for a file that counted. */
export type Confirmation = 'confirmed' | 'lost' | 'used-before'

/** Documents beside their requests. The files are encrypted at rest. Every method is one transaction. */
export interface DocumentStore {
  /** Adds a request with its event and its sealed file. `false`, and nothing written, when the id is taken. */
  add(asked: {
    readonly request: ConsentRequest
    readonly event: ConsentEvent
    readonly sealed: Uint8Array
  }): Promise<boolean>
  find(id: ConsentRequestId): Promise<Document | undefined>
  /** The answered request, its grant and event, and the signed file: all or nothing. A file counts once, ever. */
  confirm(change: RequestChange, signed: SignedDocument): Promise<Confirmation>
}
