import { isPolled, markedPolled } from '../../domain/requests/polled.ts'
import type { RequestDialect } from '../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../face-module.ts'

/**
 * Requests whose client polls are answered in my consents, and nobody is led back: the client hears of the answer by itself.
 * All others belong to the authorization that waits for them; and no answer helps a client that is gone.
 */
export const requestDialect = ({ clients }: Pick<FaceTools, 'clients'>): RequestDialect => ({
  wayBack: () => ({ url: undefined, endsSession: false }),
  listed: markedPolled,
  isAnsweredHere: async request =>
    isPolled(request) && (await clients.glance(request.clientId)) !== undefined,
})
