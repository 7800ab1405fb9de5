/** A master key, never with what it is. */
export interface MasterKeyStanding {
  readonly id: string
  /** `unknown` here is one that the database names and this process cannot open. */
  readonly state: 'in-use' | 'coming' | 'opens' | 'unknown'
  /** `undefined` for one that was never in use. */
  readonly activeFrom: Date | undefined
}

/** The keys from which the keys at rest are derived, wherever they are kept, and which of them is in use. */
export interface MasterKeys {
  /**
   * Learns from the database which key is in use, and whether texts are still written plain; the first process ever puts
   * its newest key in use. Call it when the process starts and from time to time. Throws an ordinary `Error` when the key
   * in use is not known here. `false`, and nothing done, before the database is migrated.
   */
  load(): Promise<boolean>
  list(): Promise<readonly MasterKeyStanding[]>
  /**
   * Puts the newest key in use for every process, and what older keys sealed on the list of what is to be sealed anew.
   * `in-use` when it is already: then everything is looked through once more; `texts-plain` when nothing was done because
   * texts are still written plain.
   */
  rotate(): Promise<{ readonly id: string; readonly activeFrom: Date } | 'in-use' | 'texts-plain'>
  /** From now on no text about a person is written plain; what is plain is to be sealed. `false` when that was said before. */
  endPlainText(): Promise<boolean>
}

/** Seals what was written under older keys, or plain. */
export interface Resealing {
  /** One batch, if there is anything to do. `false` when nothing is left to do for now. Any process may; one at a time does. */
  work(): Promise<boolean>
  /** How many rows of each kind are not yet sealed under the key in use. Looks at whole tables. */
  left(): Promise<Readonly<Record<string, number>>>
}
