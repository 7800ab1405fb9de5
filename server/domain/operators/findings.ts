/** How the parts of the house stand that nobody sees from outside, as the database tells it. */
export interface Standing {
  /** Events that are in no feed yet, and since when the first of them waits. */
  readonly feeds: { readonly waiting: number; readonly since: Date | undefined }
  /** Streams that are told of events: how many, and of those whose receivers do not take them, since when the first. */
  readonly deliveries: {
    readonly streams: number
    readonly waiting: number
    readonly failing: number
    readonly failingSince: Date | undefined
  }
  readonly mails: { readonly waiting: number; readonly since: Date | undefined }
  /** Keys that sign, by their algorithms, and the key that seals all others. */
  readonly keys: readonly { readonly name: string; readonly since: Date }[]
  readonly partitions: { readonly strayRows: number; readonly aheadSeconds: number }
  readonly anchoredAt: Date | undefined
  /** Events that are not counted yet. */
  readonly uncounted: number
}

export type FindingCode =
  | 'feeds.behind'
  | 'deliveries.failing'
  | 'mails.waiting'
  | 'key.old'
  | 'partitions.missing'
  | 'partitions.stray-rows'
  | 'anchor.old'
  | 'counting.behind'

/** What needs attention. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: 'warning' | 'urgent'
  /** How many, or which. */
  readonly of?: number | string
  readonly since?: Date | undefined
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Older keys are to be changed. */
const oldestKey = 366 * day
const fewestSecondsAhead = 24 * 3600
/** Of an hour of a busy asker. */
const mostUncounted = 100_000

/** The urgent first. */
export function findingsIn(standing: Standing, now: Date): readonly Finding[] {
  const isOlder = (at: Date | undefined, than: number): boolean =>
    at !== undefined && now.getTime() - at.getTime() > than
  const { feeds, deliveries, mails, keys, partitions, anchoredAt, uncounted } = standing
  const when = (is: boolean, finding: Finding): readonly Finding[] => (is ? [finding] : [])
  return [
    ...when(partitions.aheadSeconds < fewestSecondsAhead, { code: 'partitions.missing', severity: 'urgent' }),
    ...when(isOlder(feeds.since, 10 * minute), {
      code: 'feeds.behind',
      severity: 'urgent',
      of: feeds.waiting,
      since: feeds.since,
    }),
    ...when(isOlder(anchoredAt, 2 * hour), { code: 'anchor.old', severity: 'urgent', since: anchoredAt }),
    ...when(isOlder(deliveries.failingSince, hour), {
      code: 'deliveries.failing',
      severity: 'warning',
      of: deliveries.failing,
      since: deliveries.failingSince,
    }),
    ...when(isOlder(mails.since, 6 * hour), {
      code: 'mails.waiting',
      severity: 'warning',
      of: mails.waiting,
      since: mails.since,
    }),
    ...keys
      .filter(({ since }) => isOlder(since, oldestKey))
      .map(({ name, since }): Finding => ({ code: 'key.old', severity: 'warning', of: name, since })),
    ...when(partitions.strayRows > 0, {
      code: 'partitions.stray-rows',
      severity: 'warning',
      of: partitions.strayRows,
    }),
    ...when(uncounted > mostUncounted, { code: 'counting.behind', severity: 'warning', of: uncounted }),
  ]
}
