import type { EventId } from '../../domain/ids.ts'
import { consentResourceType } from '../../domain/registry/consent-resource.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'endings'>
  readonly registry: Pick<RegistryStore, 'consentResources'>
  readonly clock: Clock
}

export interface ReadEndings {
  /** Number of the organization whose consent resources it is about. */
  readonly owner: string
  /** The last one that was read; from the beginning when not said. */
  readonly after: EventId | undefined
  readonly limit: number
  /** What happened in these last seconds is not yet given, so that nothing turns up before what was given already. */
  readonly lagSeconds: number
}

/** Consents to an organization's resources that were withdrawn, used up or ran out, oldest first. */
export const readEndings =
  ({ query, registry, clock }: Ports) =>
  async ({ owner, after, limit, lagSeconds }: ReadEndings): Promise<readonly NumberedEvent[]> => {
    const resources = await registry.consentResources.list()
    const resourceIds = resources.filter(one => one.owner.orgno === owner).map(({ id }) => id)
    const before = new Date(clock.now().getTime() - lagSeconds * 1000)
    return query.endings({ resourceType: consentResourceType, resourceIds, before }, { after, limit })
  }
