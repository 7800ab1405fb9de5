import { rotateSigningKey } from '../../adapters/jose/signing-keys.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import { partitionGauges } from '../../adapters/knex/ledger/partition-gauges.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import type { Config } from '../config/config.ts'
import { longestTokenSeconds } from '../domain/registry/token-scope.ts'
import { unreachedSeconds } from '../domain/signals/telling.ts'
import { runChecks } from '../http/management.ts'
import type { RunningServer } from '../ports/running-server.ts'
import type { Stores } from './storage.ts'

interface Measured {
  readonly stores: Stores
  readonly keys: Pick<SigningKeys, 'current'>
  readonly trail: Pick<AuditTrail, 'state'>
}

/** What the server cannot serve without. Each rejects when that is wrong. */
export const checksOf = ({ stores, keys }: Pick<Measured, 'stores' | 'keys'>) => ({
  database: () => stores.units.connection().read('select 1'),
  migrations: async () => {
    const { waiting } = await stores.migrations.status()
    if (waiting.length > 0) throw new Error('Migrations are waiting')
  },
  'signing key': async () => {
    if (keys.current().length === 0) throw new Error('There is no signing key')
  },
})

/** What is measured of stores and keys. */
export const gaugesOf = ({ stores, keys }: Pick<Measured, 'stores' | 'keys'>) => ({
  ...partitionGauges({ ...stores.units, clock: stores.clock }),
  poolWaiting: (): number => stores.database.knex.client.pool.numPendingAcquires(),
  async ledgerAnchorAgeSeconds(): Promise<number | undefined> {
    const newest = await stores.anchors.newest()
    return newest && (stores.clock.now().getTime() - newest.at.getTime()) / 1000
  },
  deletionsUnanswered: stores.deletions.countUnanswered,
  receiversUnreached: () => stores.deliveries.failing(unreachedSeconds),
  signingKeyAgeSeconds: async () =>
    (stores.clock.now().getTime() - (keys.current()[0]?.activeFrom.getTime() ?? 0)) / 1000,
})

interface Parts extends Measured {
  readonly config: Pick<Config, 'shown' | 'keyPublishAheadSeconds'>
}

/** This process, for those who watch over it. */
export function runningServer({ config, trail, ...parts }: Parts): RunningServer {
  const gauges = gaugesOf(parts)
  const { keys: store, clock } = parts.stores
  return {
    settings: config.shown,
    rotateKey: alg =>
      rotateSigningKey(
        { store, clock, publishAhead: config.keyPublishAheadSeconds, longestToken: longestTokenSeconds },
        alg,
      ),
    async health() {
      const checks = await runChecks(checksOf(parts))
      const [signingKeyAgeSeconds, anchorAgeSeconds, defaultRows, aheadSeconds, receiversUnreached] =
        await Promise.all([
          gauges.signingKeyAgeSeconds(),
          gauges.ledgerAnchorAgeSeconds(),
          gauges.defaultPartitionRows(),
          gauges.partitionAheadSeconds(),
          gauges.receiversUnreached(),
        ])
      return {
        checks,
        signingKeyAgeSeconds,
        anchorAgeSeconds,
        audit: trail.state(),
        partitions: { defaultRows, aheadSeconds },
        receiversUnreached,
        poolWaiting: gauges.poolWaiting(),
      }
    },
  }
}
