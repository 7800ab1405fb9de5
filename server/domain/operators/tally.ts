/** What is counted of consents. `unanswered` are requests whose time to answer ran out. */
export const tallied = ['requested', 'accepted', 'rejected', 'unanswered', 'used', 'revoked'] as const

export type Tallied = (typeof tallied)[number]

/** How much of what happened within some days, for one purpose by one face. */
export interface Tally {
  /** The first of the days, as ISO 8601 has it, in Norway's time. */
  readonly day: string
  readonly purposeId: string
  readonly face: string
  readonly counts: Readonly<Partial<Record<Tallied, number>>>
}

export type TallySpan = 'day' | 'week' | 'month'

const dayMilliseconds = 24 * 3600 * 1000

/** So that a picture of it has some dozens of steps, whatever its length. */
export function spanFor(from: Date, to: Date): TallySpan {
  const days = (to.getTime() - from.getTime()) / dayMilliseconds
  if (days <= 35) return 'day'
  return days <= 190 ? 'week' : 'month'
}
