import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { Attested } from '../../../server/domain/evidence.ts'
import type { Connection } from '../database/transaction.ts'

/** An event, and what it attests. */
export interface Told {
  readonly event: ConsentEvent
  readonly attested: Attested
}

/** What changes the rows of one consent, and is told by one event. */
export interface Change<Row = unknown> extends Told {
  readonly kind: ChangeKind<Row>
  readonly row: Row
}

/** Whether to wait for those who hold the consent's row, or to take it for lost. */
export type Waiting = 'waits' | 'passes by'

export interface ChangeKind<Row = unknown> {
  /** No two of one id go together. */
  idOf(row: Row): string
  /** Keeps the change and its event in one statement. `false`, and nothing written, when it came too late. */
  alone(on: Connection, change: Change<Row>, waiting: Waiting): Promise<boolean>
  /**
   * Keeps many changes, without their events, but for those that came too late or whose rows somebody else holds. Gives the
   * ids of those it kept.
   */
  together(on: Connection, rows: readonly Row[]): Promise<readonly string[]>
}
