import type { EventsApi } from './events-api.ts'
import type { Visits } from './visits.ts'

interface Tools {
  readonly api: EventsApi
  readonly visits: Pick<Visits, 'deleteFetched'>
}

/** Deletes what the bank has fetched by a consent, and says so to the person who wished it. */
export const deleteFetched =
  ({ api, visits }: Tools) =>
  async (consentId: string): Promise<void> => {
    visits.deleteFetched(consentId)
    const call = await api('deletion.answer')
    await call(`/grants/${consentId}/deletion`, { status: 'deleted' })
  }
