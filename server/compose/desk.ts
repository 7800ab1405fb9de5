import { sha256 } from '../../adapters/crypto/sha256.ts'
import { evidenceSigner } from '../../adapters/jose/evidence/evidence-signer.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { countedConsents } from '../../adapters/metrics/counted-consents.ts'
import { countedEvidence } from '../../adapters/metrics/counted-evidence.ts'
import { type Config, demandsPrivacy } from '../config/config.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { clientEntries } from '../registry/entries/client-entries.ts'
import { registryEntries } from '../registry/entries/registry-entries.ts'
import { type Desk, openDesk, openServerDesk, type ServerDesk } from '../usecases/desk/index.ts'
import { exportParty } from '../usecases/parties/export-party.ts'
import { entryPreview } from './entry-preview.ts'
import { runningServer } from './health.ts'
import { composeSecondPair } from './second-pair.ts'
import { maySendTo } from './signals.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Config
  readonly publicUrl: string
  readonly stores: Stores
  readonly renderer: PageRenderer
  readonly keys: Pick<SigningKeys, 'current' | 'of'>
  readonly metrics: Metrics
  readonly trail: Pick<AuditTrail, 'state'>
}

/** Every verb of operators. */
export const composeDesk = (parts: Parts): Desk & ServerDesk => {
  const { config, stores, metrics, keys, publicUrl } = parts
  const judging = {
    ...stores,
    demandsPrivacy: demandsPrivacy(config),
    maySendTo: (address: string) => maySendTo(config, address),
  }
  const entries = registryEntries(judging)
  const secondPair = composeSecondPair(config)
  const evidence = { ...stores.evidence, ...countedEvidence(stores.evidence, metrics) }
  return {
    ...openDesk({
      ...stores,
      consents: countedConsents(stores.consents, metrics),
      evidence,
      exportParty: exportParty({ ...stores, evidence }),
      evidenceSigner: evidenceSigner({ keys, clock: stores.clock, issuer: publicUrl }),
      digest: sha256,
      secondPair,
      entries,
      clientEntries: clientEntries(judging),
      preview: entryPreview(parts),
    }),
    ...openServerDesk({ ...stores, secondPair, server: runningServer(parts) }),
  }
}
