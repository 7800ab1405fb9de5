import type { Config } from '../config/config.ts'
import type { Metrics } from '../ports/metrics.ts'
import { applyRetention } from '../usecases/retention/apply-retention.ts'
import { planRetention } from '../usecases/retention/plan-retention.ts'
import { showRetention } from '../usecases/retention/show-retention.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'retention'>
  readonly stores: Pick<Stores, 'registry' | 'retention' | 'clock' | 'audit'>
  readonly metrics: Pick<Metrics, 'retentionApplied'>
}

/** How long what is kept of consents stays after their end, and what takes it away. */
export function openRetention({ config, stores, metrics }: Parts) {
  const ports = { ...stores, metrics, usualRetention: config.retention }
  const apply = applyRetention(ports)
  return {
    show: showRetention(ports),
    plan: planRetention(ports),
    /** What has ended since the last time, as far as it may go on. */
    applyDue: (goOn: () => boolean) => apply({ afresh: false, goOn }),
    /** Everything, looked through from the beginning. */
    applyAll: () => apply({ afresh: true, goOn: () => true }),
  }
}
