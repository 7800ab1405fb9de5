import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import { isAskersOwn } from '../../domain/registry/client.ts'
import { type PrivacyInformation, privacyOf } from '../../domain/registry/privacy-information.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'

/** How the information is handled, as the purpose says and the client as it is now, where that is the asker's own. */
export async function privacyFor(
  { clients }: { readonly clients: Pick<ClientStore, 'glance'> },
  asking: Pick<ConsentRequest, 'clientId' | 'handledBy'>,
  purpose: Purpose | undefined,
): Promise<PrivacyInformation> {
  const client = await clients.glance(asking.clientId)
  return privacyOf(purpose, client && isAskersOwn(client, asking) ? client : undefined)
}
