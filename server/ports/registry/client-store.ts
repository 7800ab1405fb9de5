import type { Client } from '../../domain/registry/client.ts'

/** Registered clients. Reads may be a few seconds old, never more than five. */
export interface ClientStore {
  find(id: string): Promise<Client | undefined>
  list(face?: string): Promise<readonly Client[]>
  /** Adds or replaces; `client.version` is the one that was read, 0 for a new one. `false` for the loser of a race. */
  save(client: Client): Promise<boolean>
  /** `false` when there was none. Its tokens stop being good with it; its grants stay on record. */
  remove(id: string): Promise<boolean>
}
