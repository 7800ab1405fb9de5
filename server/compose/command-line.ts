import { masterKeyId } from '../../adapters/crypto/key-ring.ts'
import { rotateSigningKey } from '../../adapters/jose/signing-keys.ts'
import type { Storage } from '../cli/storage.ts'
import type { Operator } from '../cli/verb.ts'
import { type Config, demandsPrivacy } from '../config/config.ts'
import { longestTokenSeconds } from '../domain/registry/token-scope.ts'
import { resumeClient } from '../usecases/desk/clients/resume-client.ts'
import { suspendClient } from '../usecases/desk/clients/suspend-client.ts'
import { endRight } from '../usecases/desk/rights/end-right.ts'
import { giveRight } from '../usecases/desk/rights/give-right.ts'
import { importRights } from '../usecases/desk/rights/import-rights.ts'
import { listRights } from '../usecases/desk/rights/list-rights.ts'
import { revokeGrant } from '../usecases/grants/revoke-grant.ts'
import { openCommandTrail } from './audit.ts'
import { endRemoved } from './jobs.ts'
import { openKeys } from './keys.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { openRetention } from './retention.ts'
import { maySendTo } from './signals.ts'
import { type OpenStores, openStores } from './storage.ts'

interface Commanded {
  readonly operator: Operator
  /** Hears why something may not be on record. */
  readonly onTrouble: (error: unknown) => void
}

/** What the command line works on. */
export async function openStorage(config: Config, { operator, onTrouble }: Commanded): Promise<Storage> {
  const trail = await openCommandTrail(config, operator, onTrouble)
  try {
    const stores = await openStores(config, { audit: trail, onError: () => {} })
    const close = () => stores.close().finally(trail.close)
    return commandLineStorage({ ...stores, close }, config)
  } catch (error) {
    await trail.close()
    throw error
  }
}

export function commandLineStorage(
  stores: OpenStores,
  config: Pick<
    Config,
    'environment' | 'keyPublishAheadSeconds' | 'publicUrl' | 'ledger' | 'secrets' | 'delivery' | 'retention'
  >,
): Storage {
  const { keys, clock } = stores
  const { keyPublishAheadSeconds: publishAhead, publicUrl } = config
  const onLedger = async <T>(work: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const signing = await openKeys({ config, stores, onError: () => {} })
    return work(openLedger({ config, publicUrl, stores, keys: signing })).finally(signing.stop)
  }
  return {
    ...stores,
    demandsPrivacy: demandsPrivacy(config),
    maySendTo: address => maySendTo(config, address),
    desk: {
      suspendClient: suspendClient(stores),
      resumeClient: resumeClient(stores),
      giveRight: giveRight(stores),
      endRight: endRight(stores),
      listRights: listRights(stores),
      importRights: importRights(stores),
    },
    core: {
      revokeGrant: revokeGrant(stores),
      endRemovedClients: endRemoved(stores),
    },
    keys: {
      list: () => keys.list(),
      rotate: alg =>
        rotateSigningKey({ store: keys, clock, publishAhead, longestToken: longestTokenSeconds }, alg),
    },
    ledger: {
      anchor: () => onLedger(({ anchorNow }) => anchorNow()),
      verify: place => onLedger(({ verify }) => verify(place)),
    },
    retention: openRetention({ config, stores, metrics: { retentionApplied: () => {} } }),
    encryption: {
      ...stores.masterKeys,
      ...stores.resealing,
      texts: stores.texts,
      names: new Map(
        config.secrets.encryptionKeys.map(({ id, key }) => [masterKeyId(key.toString('base64url')), id]),
      ),
    },
    migrate: stores.migrations,
  }
}
