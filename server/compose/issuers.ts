import type { Context } from 'koa'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import { oidcModels } from '../../adapters/knex/oauth/oidc-models.ts'
import type { Materials, OAuthPages } from '../../adapters/oidc/materials.ts'
import { memoryRateLimiter } from '../../adapters/rate-limit/memory-rate-limiter.ts'
import type { Stores } from './storage.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Core } from '../usecases/index.ts'

interface Parts {
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly keysMaxAge: number
  readonly core: Pick<Core, 'inspectToken'>
  readonly audit: AuditLog
  readonly metrics: Metrics
  readonly pages: OAuthPages
  readonly onError: Materials['onError']
  readonly personAtPages: Materials['personAtPages']
  readonly onLogout: (ctx: Context) => Promise<void>
}

/** Introspections that found nothing, per resource server: a scan, not a mistake. */
const missesPerMinute = { most: 600, seconds: 60 }

/** What every issuer is made of. */
export const issuerMaterials = ({ stores, core, audit, metrics, ...rest }: Parts): Materials => ({
  ...rest,
  audit,
  metrics,
  openModels: (face, request) =>
    oidcModels({
      ...stores.units,
      face,
      request,
      clock: stores.clock,
      onReplay: ({ kind, clientId }) => {
        metrics.replayDetected(kind === 'AuthorizationCode' ? 'code' : 'refresh_token')
        audit.record({ what: 'token.replayed', clientId, details: { kind } })
      },
    }),
  unitOfWork: stores.units.unitOfWork,
  clock: stores.clock,
  ids: stores.ids,
  secrets: stores.secrets,
  query: stores.query,
  inspect: core.inspectToken,
  revealIdentity: async ({ audience, party }) => {
    if (audience === undefined || party === undefined) return undefined
    const resource = await stores.registry.findResource(audience)
    return resource?.revealsIdentity ? (await stores.parties.revealIdentifier(party))?.value : undefined
  },
  misses: memoryRateLimiter(missesPerMinute),
})
