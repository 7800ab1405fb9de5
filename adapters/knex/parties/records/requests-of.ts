import type { KeptRequest } from '../../../../server/domain/exported-party.ts'
import type { PartyId } from '../../../../server/domain/ids.ts'
import type { Connection } from '../../database/transaction.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../../rows/consent-request.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../rows/event.ts'
import type { PrivateTexts } from '../private-texts.ts'
import { pageOf, pages } from './pages.ts'

const requests = `${selectConsentRequest} where r.requested_from = $1 and r.state <> 'accepted' and ${pageOf('r')}`

const eventsAbout = `select ${eventColumns} from event where request_id = any($1::uuid[]) order by stream, sequence`

/** Every request about a party that was not accepted, with what happened to it. */
export const requestsOf = (on: Connection, party: PartyId, texts: Pick<PrivateTexts, 'keyIn'>) =>
  pages<ConsentRequestRow, readonly KeptRequest[]>(on, { text: requests, party }, async rows => {
    const events = await on.read<EventRow>(eventsAbout, [rows.map(({ id }) => id)])
    const byRequest = Map.groupBy(events, ({ request_id }) => request_id)
    return rows.map(row => ({
      request: toConsentRequest(row, texts),
      events: (byRequest.get(row.id) ?? []).map(toNumberedEvent),
    }))
  })
