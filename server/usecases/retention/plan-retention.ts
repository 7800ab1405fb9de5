import type { Clock } from '../../ports/clock.ts'
import type { RetentionStore } from '../../ports/retention/retention-store.ts'
import { dueRetention, type RetentionCount } from '../steps/due-retention.ts'
import { type RetentionPorts, settledPurposes } from '../steps/settled-purposes.ts'

interface Ports extends RetentionPorts {
  readonly retention: Pick<RetentionStore, 'count'>
  readonly clock: Clock
}

/** What would go now. Everything is looked through, and nothing is changed. */
export const planRetention =
  ({ retention, clock, ...ports }: Ports) =>
  async (): Promise<readonly RetentionCount[]> => {
    const { due, identityEnds } = dueRetention(await settledPurposes(ports), clock.now())
    const planned: RetentionCount[] = []
    for (const one of due) {
      const { purpose, kind, kept, end } = one
      planned.push({ purpose, kind, kept, end, count: await retention.count(one, identityEnds) })
    }
    return planned
  }
