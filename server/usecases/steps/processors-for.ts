import { type Processor, processorsOf } from '../../domain/registry/processors.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'glance' | 'acting'>
}

/** Who may act for the one who asks, as the clients and the purpose say now. */
export const processorsFor =
  ({ clients }: Ports) =>
  async (
    { clientId, face }: Pick<ConsentRequest, 'clientId' | 'face'>,
    purpose: Purpose,
  ): Promise<readonly Processor[]> => {
    const acting = await clients.acting(face)
    const client = acting.length > 0 ? await clients.glance(clientId) : undefined
    return client ? processorsOf(client, acting, purpose) : []
  }
