import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { type Config, demandsPrivacy } from '../config/config.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { clientEntries } from '../registry/entries/client-entries.ts'
import { registryEntries } from '../registry/entries/registry-entries.ts'
import { type Desk, openDesk, openServerDesk, type ServerDesk } from '../usecases/desk/index.ts'
import { entryPreview } from './entry-preview.ts'
import { runningServer } from './health.ts'
import { maySendTo } from './signals.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Config
  readonly publicUrl: string
  readonly stores: Stores
  readonly renderer: PageRenderer
  readonly keys: Pick<SigningKeys, 'current'>
  readonly trail: Pick<AuditTrail, 'state'>
}

/** Every verb of operators. */
export const composeDesk = (parts: Parts): Desk & ServerDesk => {
  const { config, stores } = parts
  const judging = {
    ...stores,
    demandsPrivacy: demandsPrivacy(config),
    maySendTo: (address: string) => maySendTo(config, address),
  }
  const entries = registryEntries(judging)
  return {
    ...openDesk({
      ...stores,
      entries,
      clientEntries: clientEntries(judging),
      preview: entryPreview(parts),
    }),
    ...openServerDesk({ ...stores, server: runningServer(parts) }),
  }
}
