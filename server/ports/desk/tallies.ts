import type { Tally, TallySpan } from '../../domain/operators/tally.ts'

/** What happened, counted by day, purpose and face. */
export interface Tallies {
  /**
   * Counts some of what was not counted before: each event once, whoever counts and however often, and nothing is lost when a
   * counter dies half-way. `false` when there may be more.
   */
  gather(): Promise<boolean>
  /** Those of the days from one moment to another, both in it, by day, purpose and face. */
  read(days: { readonly from: Date; readonly to: Date; readonly span: TallySpan }): Promise<readonly Tally[]>
}
