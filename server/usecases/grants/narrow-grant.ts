import { grantEvent } from '../../domain/event.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { type Narrowing, narrowed } from '../../domain/grants/grant-change.ts'
import type { EventId, GrantId } from '../../domain/ids.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'changeContent'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly clock: Clock
}

export interface NarrowGrant extends Omit<Narrowing, 'until'> {
  readonly id: GrantId
  /** Of the change: once it has happened, it does not happen again. */
  readonly event: EventId
  /** How long it is to last from now; until the end that it has when not said. */
  readonly seconds: number | undefined
}

/** Carries the grant as it is out of a change that comes to nothing. */
class Unchanged extends Error {
  readonly grant: AuthorizationGrant | undefined
  constructor(grant: AuthorizationGrant | undefined) {
    super('The grant is not changed')
    this.grant = grant
  }
}

/**
 * Changes a grant of the client's own without asking anybody: to less, or to the same, where its purpose lets clients do so.
 * `undefined`, and nothing changed, when a person has to be asked. Throws `authorization-grant.not-active`.
 */
export const narrowGrant =
  ({ consents, registry, clock }: Ports) =>
  async ({ id, event, seconds, ...wanted }: NarrowGrant): Promise<AuthorizationGrant | undefined> => {
    const purpose = await registry.findPurpose(wanted.purposeId)
    if (!purpose?.narrowedUnasked) return undefined
    let next: AuthorizationGrant | undefined
    const change = (held: AuthorizationGrant) => {
      if (held.changed?.by === event) throw new Unchanged(held)
      const at = clock.now()
      const until = seconds === undefined ? undefined : new Date(at.getTime() + seconds * 1000)
      next = narrowed(held, { ...wanted, until }, { at, event })
      if (!next) throw new Unchanged(undefined)
      const told = grantEvent('changed', next, { id: event, by: held.grantedTo, at })
      return { grant: next, event: { ...told, requestId: undefined } }
    }
    try {
      return (await consents.changeContent(id, change)) ? next : undefined
    } catch (error) {
      if (error instanceof Unchanged) return error.grant
      throw error
    }
  }
