import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { type PrometheusMetrics, prometheusMetrics } from '../../adapters/metrics/metrics.ts'
import { partitionGauges } from '../../adapters/knex/ledger/partition-gauges.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { managementHandler } from '../http/management.ts'
import { unreachedSeconds } from '../domain/signals/telling.ts'
import { listen } from '../http/server.ts'

interface Parts {
  readonly config: Config
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly metrics: PrometheusMetrics
  readonly ending: () => boolean
}

/** The management listener, when it is on. */
export async function openManagement({
  config,
  stores,
  keys,
  metrics,
  ending,
}: Parts): Promise<{ close(): Promise<void> }> {
  if (config.management === undefined) return { close: async () => {} }
  const handler = managementHandler({
    started: () => true,
    ending,
    checks: {
      database: () => stores.units.connection().read('select 1'),
      migrations: async () => {
        const { waiting } = await stores.migrations.status()
        if (waiting.length > 0) throw new Error('Migrations are waiting')
      },
      'signing key': async () => {
        if (keys.current().length === 0) throw new Error('There is no signing key')
      },
    },
    metrics: metrics.exposition,
  })
  const server = await listen(handler, config.management)
  return { close: () => server.close({ drainSeconds: 0 }) }
}

interface Measured extends Pick<Parts, 'stores' | 'keys'> {
  readonly trail: Pick<AuditTrail, 'state'>
}

/** What an operator counts of this process, and measures of its stores and keys. */
export const openMetrics = ({ stores, keys, trail }: Measured): PrometheusMetrics =>
  prometheusMetrics({
    auditWaiting: () => trail.state().waiting,
    auditLost: () => trail.state().lost,
    auditTroubled: () => Number(trail.state().isTroubled),
    ...partitionGauges({ ...stores.units, clock: stores.clock }),
    poolWaiting: () => stores.database.knex.client.pool.numPendingAcquires(),
    async ledgerAnchorAgeSeconds() {
      const newest = await stores.anchors.newest()
      return newest && (stores.clock.now().getTime() - newest.at.getTime()) / 1000
    },
    receiversUnreached: () => stores.deliveries.failing(unreachedSeconds),
    signingKeyAgeSeconds: async () =>
      (stores.clock.now().getTime() - (keys.current()[0]?.activeFrom.getTime() ?? 0)) / 1000,
  })
