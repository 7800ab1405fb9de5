import type { Client } from '../../domain/registry/client.ts'

/** What is left of a client that was removed. */
export interface Tombstone {
  readonly id: string
  readonly face: string
  readonly removedAt: Date
}

/** Registered clients. Reads may be a few seconds old, never more than five. */
export interface ClientStore {
  /** Where something is allowed by it: not one that is suspended. `anew` for the client as it is now, whatever was read before. */
  find(id: string, how?: 'anew'): Promise<Client | undefined>
  /** The client as it is now, suspended or not. */
  registered(id: string): Promise<Client | undefined>
  /** The same where nothing is allowed by it, only shown: it, and that there is none, may be a few seconds old. */
  glance(id: string): Promise<Client | undefined>
  list(face?: string): Promise<readonly Client[]>
  /** Those of a face that are registered to act for others, by their ids. */
  acting(face: string): Promise<readonly Client[]>
  /**
   * Adds or replaces; `client.version` is the one that was read, 0 for a new one. `false` for the loser of a race, for an id
   * whose client was removed, and for a change of the face or of those for whom the client acts.
   */
  save(client: Client): Promise<boolean>
  /**
   * `false` when there was none, or another than that version by now. From then on it is nobody's, its tokens are good for
   * nothing and its id is never used again; `endRemovedClients` ends its grants.
   */
  remove(id: string, version?: number): Promise<boolean>
  /**
   * From then on nobody may do anything by it, and its tokens are good for nothing, until it is resumed; its version stays.
   * `false` when there is none, or it is so already.
   */
  suspend(id: string): Promise<boolean>
  resume(id: string): Promise<boolean>
  /** Those of these ids whose clients were removed. */
  removedAmong(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Clients that were removed and whose grants may not all have ended yet, the longest gone first. */
  unfinished(): Promise<readonly Tombstone[]>
  /** All grants of the client that was removed have ended. */
  finish(id: string): Promise<void>
}
