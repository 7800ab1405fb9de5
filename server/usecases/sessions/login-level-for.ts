import type { ConsentRequestId } from '../../domain/ids.ts'
import type { LoginLevel } from '../../domain/requests/purpose.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
}

/** How sure we must be of who opens this request, which is all that it says; `undefined` when there is none. */
export const loginLevelFor =
  ({ consents }: Ports) =>
  async (id: ConsentRequestId): Promise<LoginLevel | undefined> =>
    (await consents.findRequest(id))?.requiredLevel
