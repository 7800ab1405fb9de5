/** The master keys that this process knows, and under which of them it seals. */
export interface KnownKeys {
  /** The newest first, by the ids that `idOf` gives. */
  readonly known: readonly string[]
  /** The id of the master key in use. */
  readonly inUse: string
  idOf(key: string): string
  /** Knows one more master key, as the oldest. */
  add(key: string): void
  /** What is sealed from now on is sealed under this one. Throws an ordinary `Error` when it is not known. */
  use(id: string): void
  /** Seals so that a process of a version without keys by purpose can open it, or not so any more. */
  sealForOlderVersions(wanted: boolean): void
}
