import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit, LimitName } from '../../server/domain/limit.ts'
import { monotonicMs } from '../clock/monotonic.ts'
import { type Window, windows } from './windows.ts'

/** Where processes count together: runs one statement by itself, outside of every transaction. */
export interface LimitStorage {
  query(statement: { readonly text: string; readonly values: readonly unknown[] }): Promise<{
    readonly rows: readonly unknown[]
    readonly rowCount: number
  }>
}

/** One too many. */
export interface Excess {
  readonly by: 'memory' | 'storage'
  /** Whether this process has not told of it before in this window. */
  readonly isFirst: boolean
  readonly milliseconds: number
}

export interface Counter {
  standing(key: string): { readonly count: number; readonly milliseconds: number }
  count(key: string): Promise<Excess | undefined>
  giveBack(key: string): Promise<void>
}

interface Counting extends Limit {
  readonly name: LimitName
  readonly storage: LimitStorage | undefined
  /** What a key is called in the storage. */
  readonly hidden: (key: string) => string
}

/** The part of a limit, one in so many, that a process counts for itself before it asks the others. */
const ownPart = 4

/** Counts in memory, and from a quarter of the limit on in the storage, too. */
export function counter({ name, most, seconds, storage, hidden }: Counting): Counter {
  const near = windows(seconds)
  const far =
    storage &&
    new RateLimiterPostgres({
      keyPrefix: name,
      points: most,
      duration: seconds,
      storeClient: storage,
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
    })
  const own = Math.floor(most / ownPart)

  /** The first that is told to the others stands for those before it. */
  const pointsOf = (count: number): number => (count === own + 1 ? count : 1)

  const together = async (key: string, window: Window): Promise<Excess | undefined> => {
    const there = far && (await settled(far.consume(hidden(key), pointsOf(window.count))))
    if (!there || there.consumedPoints <= most) return undefined
    window.count = most + 1
    window.until = monotonicMs() + Math.max(1000, there.msBeforeNext)
    return excess(window, 'storage')
  }

  return {
    standing(key) {
      const window = near.known(key)
      return window ? { count: window.count, milliseconds: left(window) } : { count: 0, milliseconds: 0 }
    },
    async count(key) {
      const window = near.at(key)
      window.count++
      if (window.count > most) return excess(window, 'memory')
      return window.count > own ? together(key, window) : undefined
    },
    async giveBack(key) {
      const window = near.known(key)
      if (!window || window.count === 0) return
      const { count } = window
      window.count--
      if (count > own) await far?.reward(hidden(key), pointsOf(count)).catch(() => undefined)
    },
  }
}

const left = ({ until }: Window): number => Math.max(0, until - monotonicMs())

function excess(window: Window, by: Excess['by']): Excess {
  const isFirst = !window.isTold
  window.isTold = true
  return { by, isFirst, milliseconds: left(window) }
}

/** How it stands, whether or not that is one too many; `undefined` when the storage does not answer. */
const settled = (consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes | undefined> =>
  consumed.catch((reason: unknown) => (reason instanceof RateLimiterRes ? reason : undefined))
