import type { ConsentRequestId } from '../../../domain/ids.ts'
import { Problem, reasonOf } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { RequestDialect } from '../../../ports/requests/request-dialect.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'

/** A request at the pages, and how its face words it. */
export interface ReadRequest {
  readonly shown: ShownRequest
  readonly dialect: RequestDialect
}

/**
 * Throws `consent-request.not-yours` for a request that this person may not answer, and `consent-request.not-found` for one
 * that does not exist, that an authorization waits for, or that waits for a signature.
 */
export async function readRequest(
  { core, requestDialects }: Pick<FaceTools, 'core' | 'requestDialects'>,
  id: ConsentRequestId,
  { party }: LoginSession,
): Promise<ReadRequest> {
  const shown = await core.showConsentRequest({ id, reader: party }).catch(error => {
    if (reasonOf(error, 'consent-request.not-found') !== 'other-person') throw error
    throw new Problem('consent-request.not-yours', 'Somebody else is asked')
  })
  const dialect = requestDialects.get(shown.request.face)
  const isElsewhere = (await dialect?.isAnsweredHere?.(shown.request)) === false
  if (!dialect || isElsewhere || waitsForSignature(shown)) {
    throw new Problem('consent-request.not-found', 'No such request')
  }
  return { shown, dialect }
}

const waitsForSignature = ({ status, request }: ShownRequest): boolean =>
  status === 'pending' && request.ceremony === 'signature'
