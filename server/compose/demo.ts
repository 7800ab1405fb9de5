import { movableClock } from '../../adapters/clock/movable-clock.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { Config } from '../config/config.ts'
import { type Demo, openDemo } from '../demo/open-demo.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { announceExpiry } from '../usecases/ledger/announce-expiry.ts'
import type { Documents } from './documents.ts'
import type { Ledger } from './ledger.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'dataDir' | 'clientCertificates'>
  readonly publicUrl: string
  readonly managementUrl: string | undefined
  readonly stores: Stores
  readonly renderer: PageRenderer
  readonly documents: Pick<Documents, 'demoSignatures'>
  readonly log: Pick<Log, 'error'>
  readonly ledger: Pick<Ledger, 'anchorWhenDue'>
}

/** The demo world, in demo and test. */
export async function composeDemo(parts: Parts): Promise<Demo | undefined> {
  const { config, publicUrl, managementUrl, stores, renderer, documents, ledger, log } = parts
  if (!documents.demoSignatures) return undefined
  return openDemo({
    ...stores,
    clock: movableClock,
    clockMoved: async seconds => {
      stores.audit.record({ what: 'clock.moved', seconds })
      await stores.database.timeMoved()
      await announceExpiry(stores)()
      await ledger.anchorWhenDue().catch(err => log.error({ err }))
    },
    publicUrl,
    managementUrl,
    dataDir: config.dataDir,
    certificateHeader: config.clientCertificates.header,
    renderer,
    signAsPerson: documents.demoSignatures.sign,
  })
}
