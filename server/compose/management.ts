import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { PrometheusMetrics } from '../../adapters/metrics/metrics.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { managementHandler } from '../http/management.ts'
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
