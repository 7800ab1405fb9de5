import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import type { Operator } from '../../domain/operators/operator.ts'

/** An entry that is being written, by whoever saved it last. One for an id. */
export interface Draft {
  readonly kind: EntryKind
  readonly id: string
  /** Raised every time it is saved. */
  readonly revision: number
  /** The version that it is to take the place of; 0 for an entry that is new. */
  readonly base: number
  /** As it was sent: it need not be fit. */
  readonly entry: unknown
  readonly by: Pick<Operator, 'id' | 'name'>
  readonly at: Date
}

export interface Drafts {
  /** The one saved last first. */
  list(): Promise<readonly Draft[]>
  find(kind: EntryKind, id: string): Promise<Draft | undefined>
  /** `draft.revision` is the one that was read, 0 for a new one. `undefined` for the loser of a race. */
  save(draft: Omit<Draft, 'at'>): Promise<Draft | undefined>
  /** `false` when it is another revision by now, or none. */
  remove(draft: Pick<Draft, 'kind' | 'id' | 'revision'>): Promise<boolean>
}
