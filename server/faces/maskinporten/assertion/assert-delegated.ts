import { Problem } from '../../../domain/problem.ts'
import { delegationId, type TokenScope } from '../../../domain/registry/token-scope.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'

interface Delegation {
  readonly scopes: readonly TokenScope[]
  readonly consumer: string
  readonly supplier: string
}

/** Throws `token-scope.not-delegated` unless the consumer lets the supplier use each scope in its name. */
export async function assertDelegated(
  { registry }: Pick<MaskinportenTools, 'registry'>,
  { scopes, consumer, supplier }: Delegation,
): Promise<void> {
  for (const { id } of scopes) {
    const delegation = await registry.scopeDelegations.find(delegationId({ scope: id, consumer, supplier }))
    if (delegation) continue
    throw new Problem('token-scope.not-delegated', `${consumer} has not delegated ${id} to ${supplier}`)
  }
}
