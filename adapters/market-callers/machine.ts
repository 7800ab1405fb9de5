import type { VerifiedToken } from '../../server/ports/oauth/access-token-verifier.ts'
import type { CallerEvidence, CallerVerdict } from '../../server/ports/market/caller-resolver.ts'
import type { MarketActors } from '../../server/ports/market/market-actors.ts'
import { consumerIn, scopesIn, textIn } from './claims.ts'

export interface MachineMaterials {
  readonly actors: MarketActors
}

/** `system` is for the market's own processes. */
export const scopes = {
  supplier: 'elhub:balancesupplier',
  provider: 'elhub:serviceprovider',
  system: 'elhub:system',
} as const

const forbidden: CallerVerdict = { kind: 'forbidden' }

/**
 * A system goes by its client id. A market party by the GLN it sends, which must belong to the token's organization; by
 * the GLN it acts for when it says one, which must have let it. Either must be a balance supplier.
 */
export async function resolveMachine(
  { actors }: MachineMaterials,
  { claims }: VerifiedToken,
  { senderGln, onBehalfOfGln }: CallerEvidence,
): Promise<CallerVerdict> {
  const clientId = textIn(claims, 'client_id')
  if (clientId === undefined) return forbidden
  const held = scopesIn(claims)
  if (held.includes(scopes.system)) {
    return { kind: 'party', party: { type: 'System', id: clientId }, clientId }
  }
  const organization = consumerIn(claims)
  if (organization === undefined || senderGln === undefined) return forbidden
  const own = await actors.functionsOf(senderGln, organization)
  const acting = onBehalfOfGln ?? senderGln
  const isDelegated = acting !== senderGln
  if (own.length === 0 || !held.includes(isDelegated ? scopes.provider : scopes.supplier)) return forbidden
  const functions = isDelegated ? await actors.functionsDelegated(acting, senderGln) : own
  if (!functions.includes('BalanceSupplier')) return forbidden
  return { kind: 'party', party: { type: 'OrganizationEntity', id: acting }, clientId }
}
