import type { GrantId } from '../../domain/ids.ts'
import { isRefused } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ClientStore, Tombstone } from '../../ports/registry/client-store.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'unfinished' | 'finish'>
  readonly query: Pick<ConsentQuery, 'grants'>
  readonly revokeGrant: (command: { readonly id: GrantId; readonly reason: 'operator' }) => Promise<unknown>
  readonly clock: Clock
}

const batch = 100

/** Longer than any process goes on with a client that another removed, and than a transaction takes. */
const settledMilliseconds = 30_000

/**
 * Ends what clients that were removed leave behind: every grant that was given through one of them at its own face, each
 * with its event. Who crashed in the middle is carried on for by the next that calls this; two at once do no harm. Gives how
 * many were ended. Grants of other faces belong to the organization, whose other clients may use them.
 * `only` names one client alone. Throws what the first grant that could not be ended threw, when all others are ended.
 */
export const endRemovedClients =
  (ports: Ports) =>
  async (only?: string): Promise<number> => {
    let ended = 0
    const failures: unknown[] = []
    for (const tombstone of await ports.clients.unfinished()) {
      if (only !== undefined && tombstone.id !== only) continue
      const before = new Date(ports.clock.now().getTime() - settledMilliseconds)
      const of = await endGrants(ports, tombstone)
      ended += of.ended
      failures.push(...of.failures)
      if (of.failures.length === 0 && tombstone.removedAt <= before) await ports.clients.finish(tombstone.id)
    }
    if (failures.length > 0) throw failures[0]
    return ended
  }

async function endGrants({ query, revokeGrant }: Ports, { id: clientId, face }: Tombstone) {
  const failures: unknown[] = []
  let ended = 0
  let after: string | undefined
  do {
    const page = await query.grants({ clientId, face, standing: 'active' }, { limit: batch, after })
    for (const { id } of page.items) {
      await revokeGrant({ id, reason: 'operator' }).then(
        () => (ended += 1),
        error => {
          if (!isRefused(error, 'authorization-grant.not-active')) failures.push(error)
        },
      )
    }
    after = page.next
  } while (after !== undefined)
  return { ended, failures }
}
