import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { GrantId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

/** Others may change the grant between our reading and our saving; who takes it back holds it instead. */
const attempts = 20

interface Wanted {
  readonly id: GrantId
  /** The grant as the caller has read it already. */
  readonly read?: AuthorizationGrant | undefined
}

/**
 * Reads a grant and changes it, once more whenever somebody else was faster: `change` then gives nothing. Throws
 * `authorization-grant.not-found`, what `change` throws, and `storage.unavailable` when others are always faster.
 */
export async function changeGrant<Changed>(
  { consents }: { readonly consents: Pick<ConsentStore, 'findGrant'> },
  { id, read }: Wanted,
  change: (grant: AuthorizationGrant) => Promise<Changed | undefined>,
): Promise<Changed> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const grant = attempt === 0 && read?.id === id ? read : await consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    const changed = await change(grant)
    if (changed !== undefined) return changed
  }
  throw new Problem('storage.unavailable', 'The grant is changing too fast; try again')
}
