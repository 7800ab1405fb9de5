import type { ClientStore } from '../../ports/registry/client-store.ts'

/** Whether nobody may do anything by a client for now; one that is not there is not suspended. */
export const isSuspended = async (clients: Pick<ClientStore, 'glance'>, id: string): Promise<boolean> =>
  (await clients.glance(id))?.suspendedAt !== undefined
