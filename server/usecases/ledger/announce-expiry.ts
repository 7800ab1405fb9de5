import type { EventId } from '../../domain/ids.ts'
import { grantEvent } from '../../domain/event.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'announceExpiry'>
  readonly query: Pick<ConsentQuery, 'unannouncedExpiries'>
  readonly ids: Ids
}

const batch = 100

/**
 * Puts the event `expired` into the feeds of those whose grants have run out, dated at the end of the grant: one for each
 * grant, however many processes do it at once. Expiry itself needs no announcement; only those who follow the feed do.
 */
export const announceExpiry =
  ({ consents, query, ids }: Ports) =>
  async (): Promise<void> => {
    for (;;) {
      const expired = await query.unannouncedExpiries(batch)
      for (const grant of expired) {
        const moment = { id: ids.uuid() as EventId, by: undefined, at: grant.validity.to }
        await consents.announceExpiry(grant, grantEvent('expired', grant, moment))
      }
      if (expired.length < batch) return
    }
  }
