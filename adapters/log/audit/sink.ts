/** A line and when what it tells of happened. */
export interface TimedLine {
  readonly text: string
  readonly time: string
}

/** Where the trail goes. One call at a time. */
export interface AuditSink {
  /**
   * Opens what is to be written to, again when it was moved or `reopen` was called. Gives the hash that its last line
   * carries when it was opened by this call, and `undefined` when it was open.
   */
  open(): Promise<string | undefined>
  /** Writes the lines after one another; goes on trying until it can, and tells of every failure. */
  write(lines: readonly TimedLine[]): Promise<void>
  reopen(): void
  /** Gives up what is being written, and closes. */
  close(): Promise<void>
}

/** Hears why nothing can be written now, each time it is tried. */
export type OnTrouble = (error: unknown) => void
