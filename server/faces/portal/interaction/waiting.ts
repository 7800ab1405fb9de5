import type { Ask } from '../../../domain/requests/ask.ts'
import type { PageRequest } from '../../../http/pages/pages.ts'
import type { PendingAuthorization } from '../../../ports/oauth/pending-authorization.ts'

export interface InteractionParams {
  readonly face: string
  readonly uid: string
}

/** An authorization that waits, what it asks for, and the request that came for it. */
export interface Waiting<Form = unknown> {
  readonly request: PageRequest<InteractionParams, unknown, Form>
  readonly pending: PendingAuthorization
  readonly ask: Ask
}
