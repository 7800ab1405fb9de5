import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { Due, RetentionStore } from '../../ports/retention/retention-store.ts'
import { dueRetention, type RetentionCount } from '../steps/due-retention.ts'
import { type RetentionPorts, settledPurposes } from '../steps/settled-purposes.ts'

interface Ports extends RetentionPorts {
  readonly retention: Pick<RetentionStore, 'takeAway' | 'startOver'>
  readonly clock: Clock
  readonly audit: AuditLog
  readonly metrics: Pick<Metrics, 'retentionApplied'>
}

interface How {
  /** Whether everything is looked through again, in place of what has ended since the last time. */
  readonly afresh: boolean
  /** Asked before each portion; the rest is left for the next time when it says no. */
  readonly goOn: () => boolean
}

/** Takes away what is past its time, and gives what it was. Several processes at once take it in turns. */
export const applyRetention =
  ({ retention, clock, audit, metrics, ...ports }: Ports) =>
  async ({ afresh, goOn }: How): Promise<readonly RetentionCount[]> => {
    const { due, identityEnds } = dueRetention(await settledPurposes(ports), clock.now())
    if (afresh) await retention.startOver()
    const taken = async (one: Due): Promise<number> => {
      let sum = 0
      while (goOn()) {
        const { gone, isLast } = await retention.takeAway(one, identityEnds)
        if (gone > 0) {
          audit.record({ what: 'retention.applied', purpose: one.purpose, kept: one.kind, count: gone })
          metrics.retentionApplied(one.purpose, one.kind, gone)
        }
        sum += gone
        if (isLast) break
      }
      return sum
    }

    const applied: RetentionCount[] = []
    for (const one of due) {
      const { purpose, kind, kept, end } = one
      applied.push({ purpose, kind, kept, end, count: await taken(one) })
    }
    return applied
  }
