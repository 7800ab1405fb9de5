import type { PartyId } from '../../domain/ids.ts'
import { askerOf, type Client } from '../../domain/registry/client.ts'
import type { EventType } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentQuery, GrantEvent, GrantEventFilter } from '../../ports/requests/consent-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'grantEvents' | 'grantEventBounds'>
  readonly parties: Pick<PartyStore, 'findByIdentifier'>
  readonly clock: Clock
}

interface Followed {
  readonly client: Client
  readonly types: readonly EventType[]
  /** Events older than that are not shown any more. */
  readonly seconds: number
}

/** What happened to a client's grants, by the numbers of its asker's feed. No number appears late below one shown. */
export const readGrantEvents = ({ query, parties, clock }: Ports) => {
  const streamOf = async (client: Client): Promise<PartyId | undefined> =>
    (await parties.findByIdentifier(askerOf(client).identifier))?.id
  const since = ({ seconds }: Followed): Date => new Date(clock.now().getTime() - seconds * 1000)
  const filter = ({ client, types }: Followed, stream: PartyId): GrantEventFilter => ({
    stream,
    face: client.face,
    clientId: client.id,
    types,
  })

  return {
    async page(followed: Followed, from: number, limit: number): Promise<readonly GrantEvent[]> {
      const stream = await streamOf(followed.client)
      if (!stream) return []
      return query.grantEvents(filter(followed, stream), { from, limit, since: since(followed) })
    },

    /** `first` is the lowest that is still shown, `last` the highest there ever was. */
    async bounds(followed: Followed): Promise<{ first: number | undefined; last: number | undefined }> {
      const stream = await streamOf(followed.client)
      if (!stream) return { first: undefined, last: undefined }
      return query.grantEventBounds(filter(followed, stream), since(followed))
    },
  }
}
