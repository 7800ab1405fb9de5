import { limits as openLimits } from '../../adapters/rate-limit/limits.ts'
import { statements } from '../../adapters/knex/database/statements.ts'
import { type Config, isForTrying } from '../config/config.ts'
import { clientAddress } from '../http/client-address.ts'
import { type Gate, openGate } from '../http/limits/gate.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { Limits } from '../ports/limits.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'environment' | 'limits' | 'trustedProxies'>
  readonly stores: Pick<Stores, 'database' | 'sealer'>
  readonly metrics: Pick<Metrics, 'limitReached'>
  readonly audit: AuditLog
}

/** What may happen only so often, counted together with the other processes of a database server. */
export function composeLimits({ config, stores, metrics, audit }: Parts): { limits: Limits; gate: Gate } {
  const { database, sealer } = stores
  const limits = openLimits({
    table: config.limits.table,
    storage: database.kind === 'embedded' ? undefined : storageOver(database),
    hash: text => Buffer.from(sealer.fingerprints(text, 'limit')[0]).toString('base64url').slice(0, 22),
    metrics,
    audit,
  })
  const gate = openGate({
    limits,
    addressOf: clientAddress(config.trustedProxies),
    sparesLoopback: isForTrying(config),
  })
  return { limits, gate }
}

/** Outside of every transaction: what is refused is rolled back, and was tried nevertheless. */
const storageOver = ({ knex }: Stores['database']) => {
  const alone = statements(knex)
  return {
    query: async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => {
      const { rows, count } = await alone.run(text.trim(), values)
      return { rows, rowCount: count }
    },
  }
}
