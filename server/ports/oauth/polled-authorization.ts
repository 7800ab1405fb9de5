import type { ConsentRequestId } from '../../domain/ids.ts'
import type { AskedAuthorization } from './pending-authorization.ts'

/**
 * An authorization that came without a browser: its client asks again and again what became of it (RFC 8628, OpenID CIBA). It
 * is decided by the consent request that has its id, and by nothing else.
 */
export interface PolledAuthorization extends AskedAuthorization {
  readonly requestId: ConsentRequestId
}

export interface PolledAuthorizations {
  /** The one that was given this code, whatever its case, spaces and hyphens; `undefined` when none is, or it is over. */
  findByUserCode(code: string): Promise<PolledAuthorization | undefined>
  /** The one that this request decides, `undefined` when none does, or it is over. */
  findByRequest(id: ConsentRequestId): Promise<PolledAuthorization | undefined>
  /** Keeps when the person logged in who is about to answer, for the ID token (`auth_time`). Nothing, once it is answered. */
  noteLogin(id: ConsentRequestId, authenticatedAt: Date): Promise<void>
}
