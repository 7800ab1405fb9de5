import { type Limit, type LimitName, limitNames, type Reached } from '../../server/domain/limit.ts'
import type { AuditLog } from '../../server/ports/ledger/audit-log.ts'
import type { Counted, Limits } from '../../server/ports/limits.ts'
import type { Metrics } from '../../server/ports/metrics.ts'
import { type Counter, counter, type LimitStorage } from './counter.ts'

interface Materials {
  /** `undefined` for a limit that is off. */
  readonly table: Readonly<Record<LimitName, Limit | undefined>>
  /** `undefined` when no other process shares the database. */
  readonly storage: LimitStorage | undefined
  /** A keyed hash, the same in every process. */
  readonly hash: (text: string) => string
  readonly metrics: Pick<Metrics, 'limitReached'>
  readonly audit: AuditLog
}

interface Open {
  readonly most: number
  readonly counter: Counter
  readonly reached: (milliseconds: number) => Reached
}

/** Every limit of the table. Keys and networks leave this process as keyed hashes only. */
export function limits({ table, storage, hash, metrics, audit }: Materials): Limits {
  const open = new Map<LimitName, Open>(
    limitNames.flatMap(name => {
      const limit = table[name]
      if (!limit) return []
      const wait = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000))
      const opened = {
        most: limit.most,
        counter: counter({ name, ...limit, storage, hidden: hash }),
        reached: (milliseconds: number) => ({ name, ...limit, wait: wait(milliseconds) }),
      }
      return [[name, opened] as const]
    }),
  )

  const tell = (name: LimitName, key: string, { clientId, network }: Counted): void =>
    audit.record({
      what: 'limit.reached',
      clientId,
      limit: name,
      key: hash(key),
      network: network ? hash(network) : undefined,
    })

  return {
    async standing(name, key) {
      const limit = open.get(name)
      if (!limit) return { count: 0, reached: undefined }
      const { count, milliseconds } = limit.counter.standing(key)
      return { count, reached: count >= limit.most ? limit.reached(milliseconds) : undefined }
    },
    async count(name, key, told = {}) {
      const limit = open.get(name)
      const excess = await limit?.counter.count(key)
      if (!limit || !excess) return undefined
      metrics.limitReached(name, excess.by)
      if (excess.isFirst) tell(name, key, told)
      return limit.reached(excess.milliseconds)
    },
    async giveBack(name, key) {
      await open.get(name)?.counter.giveBack(key)
    },
  }
}
