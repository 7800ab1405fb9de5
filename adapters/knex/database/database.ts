import type { Knex } from 'knex'
import type { Lanes } from '../../../server/ports/lanes.ts'
import type { Pooling } from './pool/pooling.ts'

export interface OpenDatabase {
  readonly kind: 'embedded' | 'postgresql'
  readonly knex: Knex
  readonly lanes: Lanes
  /**
   * Connects for the first time, and tries a transaction. Throws `storage.unavailable` in words for whoever runs the
   * server. Gives what is between us and PostgreSQL.
   */
  reach(): Promise<Pooling>
  /** Called when the demo or a test moved this process's time. */
  timeMoved(): Promise<void>
  close(): Promise<void>
}
