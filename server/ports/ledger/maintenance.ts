export interface MaintenanceReport {
  readonly partitionsMade: number
  readonly partitionsDropped: number
  /** Rows that had been caught by a default partition because their own was missing. More than none is worth an alarm. */
  readonly strayRows: number
  /** Steps left for the next time because the tables were busy. */
  readonly postponed: number
}

/** The housekeeping of storage: room ahead for short-lived rows, and what is past cleared away. */
export interface Maintenance {
  /**
   * Everything. Any process may call it at any time, several at once, too. Call it every hour, and when a test or demo has
   * moved the clock. Nothing depends on it having run in time.
   */
  maintain(): Promise<MaintenanceReport>
  /** Only the room and the clearing, not what keeps the database itself quick: for a start that people wait for. */
  makeRoom(): Promise<MaintenanceReport>
}
