/** Puts files together into one. */
export interface ArchiveWriter {
  /** Adds a file, whole or bit by bit; the one before has to be added by then. Names have letters, digits, `/`, `.` and `-`. */
  add(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>
  /** The archive of all that was added. */
  finish(): Uint8Array
}

/** `madeAt` is the time of every file in it. */
export type OpenArchive = (madeAt: Date) => ArchiveWriter
