import type { RequestListener } from 'node:http'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { type PrometheusMetrics, prometheusMetrics } from '../../adapters/metrics/metrics.ts'
import { partitionGauges } from '../../adapters/knex/ledger/partition-gauges.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { managementUrlOf } from '../config/management.ts'
import { managementHandler } from '../http/management.ts'
import { unreachedSeconds } from '../domain/signals/telling.ts'
import { listen } from '../http/server.ts'
import type { Handle } from './request-stack.ts'
import { stillStarting } from './still-starting.ts'

/** The management listener. Until it is told how to answer, it is still starting. */
export interface ManagementPort {
  /** Where operators come; `undefined` when nowhere. */
  readonly url: string | undefined
  answer(serving: Serving): void
  close(): Promise<void>
}

interface Serving {
  readonly stores: Pick<Stores, 'units' | 'migrations'>
  readonly keys: Pick<SigningKeys, 'current'>
  readonly metrics: PrometheusMetrics
  readonly handleManagement: Handle | undefined
  readonly ending: () => boolean
}

/** Listens where the configuration says, if anywhere. */
export async function listenForManagement(
  config: Pick<Config, 'environment' | 'management' | 'drainSeconds'>,
  answering: { readonly onUnreadable: (code: string) => void },
): Promise<ManagementPort> {
  const { management } = config
  if (management === undefined) return { url: undefined, answer: () => {}, close: async () => {} }
  let handle: RequestListener = stillStarting
  const server = await listen((request, response) => handle(request, response), {
    ...management,
    ...answering,
    secure: management.url?.startsWith('https:') ?? false,
  })
  return {
    url: managementUrlOf(config, server.port),
    answer(serving) {
      handle = managementHandler({ ...serving, ...checked(serving) })
    },
    close: () => server.close({ drainSeconds: config.drainSeconds }),
  }
}

const checked = ({ stores, keys, metrics, handleManagement }: Serving) => ({
  started: () => true,
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
  others: handleManagement,
})

interface Measured {
  readonly stores: Stores
  readonly keys: Pick<SigningKeys, 'current'>
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
    deletionsUnanswered: stores.deletions.countUnanswered,
    receiversUnreached: () => stores.deliveries.failing(unreachedSeconds),
    signingKeyAgeSeconds: async () =>
      (stores.clock.now().getTime() - (keys.current()[0]?.activeFrom.getTime() ?? 0)) / 1000,
  })
