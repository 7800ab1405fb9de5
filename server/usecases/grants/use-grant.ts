import type { GrantId } from '../../domain/ids.ts'
import { type AuthorizationGrant, beginUse, release } from '../../domain/grants/authorization-grant.ts'
import { Problem } from '../../domain/problem.ts'
import type { UseWords } from '../../domain/grants/grant-use.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import { changeGrant } from '../steps/change-grant.ts'
import { keepUse } from '../steps/keep-use.ts'
import { onBehalfOf } from '../steps/on-behalf-of.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addUse' | 'findGrant' | 'saveGrant'>
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface UseGrant<T> extends UseWords {
  readonly id: GrantId
  /** The grant as the caller has read it already. */
  readonly read?: AuthorizationGrant | undefined
  /** When given, a grant without any scope on this resource is as good as none. */
  readonly audience?: string | undefined
  readonly clientId: string
  readonly traceId: string | undefined
  /** The clients that the token it is used by was exchanged by, the first one first. */
  readonly actors?: readonly string[] | undefined
  /** The look-up itself. When it throws, nothing is used up and nothing recorded. */
  readonly fetch: () => Promise<T>
}

/** Longer than any look-up may take: a crash in the middle frees the grant after that. */
const reservedSeconds = 60

/**
 * Uses the permission once around a look-up: begin, fetch, commit; or release when the fetch fails.
 * Of two uses of a single-use grant at once exactly one fetches; the other gets `authorization-grant.in-use`.
 * Throws `authorization-grant.not-found` or `authorization-grant.not-active`, also when the grant was withdrawn while
 * the look-up ran: its answer is then not given out.
 */
export const useGrant =
  (ports: Ports) =>
  async <T>(command: UseGrant<T>): Promise<T> => {
    const begin = (grant: AuthorizationGrant) => {
      assertMeantFor(grant, command.audience)
      return beginUse(grant, { at: ports.clock.now(), seconds: reservedSeconds })
    }

    await reserve(ports, command, begin)
    const answer = await command.fetch().catch(async error => {
      await reserve(ports, { id: command.id }, release)
      throw error
    })
    const { clientId, what, language, codes, traceId, actors = [] } = command
    const use = { clientId, what, language, codes, traceId, exhausts: false }
    await changeGrant(ports, { id: command.id }, async grant =>
      keepUse(ports, grant, { ...use, onBehalf: await onBehalfOf(ports)(grant, actors) }),
    )
    return answer
  }

function assertMeantFor({ scopes }: AuthorizationGrant, audience: string | undefined): void {
  if (audience === undefined || scopes.some(scope => scope.resourceId === audience)) return
  throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'other-resource' })
}

/** Keeps the reservation as `next` makes it, if it makes another. */
const reserve = (
  { consents }: Ports,
  wanted: Pick<UseGrant<unknown>, 'id' | 'read'>,
  next: (grant: AuthorizationGrant) => AuthorizationGrant,
): Promise<true> =>
  changeGrant({ consents }, wanted, async grant => {
    const reserved = next(grant)
    return reserved === grant || (await consents.saveGrant({ grant: reserved, events: [] })) || undefined
  })
