import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit, LimitName } from '../../server/domain/limit.ts'

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
  standing(key: string): Promise<{ readonly count: number; readonly milliseconds: number }>
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
  const options = { keyPrefix: name, points: most, duration: seconds }
  const near = new RateLimiterMemory(options)
  const told = new RateLimiterMemory(options)
  const far =
    storage &&
    new RateLimiterPostgres({
      ...options,
      storeClient: storage,
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
    })
  const own = Math.floor(most / ownPart)

  /** The first that is told to the others stands for those before it. */
  const pointsOf = (count: number): number => (count === own + 1 ? count : 1)

  const excess = async (
    key: string,
    { by, milliseconds }: Pick<Excess, 'by' | 'milliseconds'>,
  ): Promise<Excess> => {
    const times = await told.penalty(key, 1, { customDuration: Math.max(1, milliseconds) / 1000 })
    return { by, milliseconds, isFirst: times.consumedPoints === 1 }
  }

  const together = async (key: string, count: number): Promise<Excess | undefined> => {
    const there = far && (await settled(far.consume(hidden(key), pointsOf(count))))
    if (!there || there.consumedPoints <= most) return undefined
    await near.block(key, Math.max(1, there.msBeforeNext / 1000))
    return excess(key, { by: 'storage', milliseconds: there.msBeforeNext })
  }

  return {
    async standing(key) {
      const here = await near.get(key)
      return { count: here?.consumedPoints ?? 0, milliseconds: here?.msBeforeNext ?? 0 }
    },
    async count(key) {
      const here = (await settled(near.consume(key)))!
      const { consumedPoints: count, msBeforeNext: milliseconds } = here
      if (count > most) return excess(key, { by: 'memory', milliseconds })
      return count > own ? together(key, count) : undefined
    },
    async giveBack(key) {
      const count = (await near.get(key))?.consumedPoints ?? 0
      if (count > 0) await near.reward(key)
      if (count > own) await far?.reward(hidden(key), pointsOf(count)).catch(() => undefined)
    },
  }
}

/** How it stands, whether or not that is one too many; `undefined` when the storage does not answer. */
const settled = (consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes | undefined> =>
  consumed.catch((reason: unknown) => (reason instanceof RateLimiterRes ? reason : undefined))
