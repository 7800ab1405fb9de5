import { sha256 } from '../../adapters/crypto/sha256.ts'
import { countedConsents } from '../../adapters/metrics/counted-consents.ts'
import { countedEvidence } from '../../adapters/metrics/counted-evidence.ts'
import type { Config } from '../config/config.ts'
import type { HouseTools } from '../faces/tools/house-tools.ts'
import type { Gate } from '../http/limits/gate.ts'
import type { Limits } from '../ports/limits.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { TokenInspector } from '../ports/oauth/token-inspector.ts'
import type { PersonRegister } from '../ports/parties/person-register.ts'
import { openCore } from '../usecases/index.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'deletionDays'>
  readonly stores: Stores
  readonly tokens: TokenInspector
  readonly personRegister: PersonRegister
  readonly metrics: Metrics
  readonly limits: Limits
  readonly gate: Gate
  readonly tellOperator: HouseTools['tellOperator']
  readonly publicUrl: string
  readonly managementUrl: string | undefined
}

/** Every use case over these stores, and what else every face needs. */
export const houseTools = ({
  config: { deletionDays },
  stores,
  tokens,
  personRegister,
  metrics,
  limits,
  gate,
  tellOperator,
  publicUrl,
  managementUrl,
}: Parts): HouseTools => ({
  core: openCore({
    ...stores,
    consents: countedConsents(stores.consents, metrics),
    evidence: countedEvidence(stores.evidence, metrics),
    tokens,
    personRegister,
    limits,
    deletionDays,
  }),
  clock: stores.clock,
  ids: stores.ids,
  digest: sha256,
  audit: stores.audit,
  metrics,
  lanes: stores.units.lanes,
  gate,
  tellOperator,
  publicUrl,
  managementUrl,
})
