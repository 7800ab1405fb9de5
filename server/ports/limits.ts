import type { LimitName, Reached } from '../domain/limit.ts'

/** Who or what is told of in the audit trail when a limit is reached, where it is known. */
export interface Counted {
  readonly clientId?: string | undefined
  /** The network of the one who asks; the trail names it by a keyed hash. */
  readonly network?: string | undefined
}

/** How a key stands, as far as this process knows. */
export interface Standing {
  /** How often it was counted here in this window. */
  readonly count: number
  readonly reached: Reached | undefined
}

/**
 * Counts what may happen only so often, by limit and key. Processes that share a database server share what is counted
 * there: a process counts the first quarter of a limit for itself, and from then on with the others. A database that does
 * not answer makes each process count alone. Nothing here throws.
 */
export interface Limits {
  /** Asks nobody and counts nothing. */
  standing(name: LimitName, key: string): Promise<Standing>
  /** Counts one; gives the limit when that was one too many. */
  count(name: LimitName, key: string, told?: Counted): Promise<Reached | undefined>
  /** Takes one back. */
  giveBack(name: LimitName, key: string): Promise<void>
}
