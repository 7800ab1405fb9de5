import type { PartyId } from '../../domain/ids.ts'
import { assertOnDuty } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { DeskQuery, FoundRequest, RequestSearch } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'
import { assertNarrow } from '../steps/assert-narrow.ts'

interface Ports extends LookPorts {
  readonly deskQuery: Pick<DeskQuery, 'requests'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
}

interface SearchRequests extends Looking {
  readonly search: RequestSearch
  readonly page: PageRequest
}

export interface FoundRequests extends Page<FoundRequest> {
  /** Those who asked. Whose they are is told by the party's id alone. */
  readonly askers: ReadonlyMap<PartyId, KnownParty>
}

/** What was asked, newest first. One person's takes a reason, as `readParty` does. Throws `request.malformed` for what would be too much. */
export const searchRequests =
  (ports: Ports) =>
  async ({ search, page, ...looking }: SearchRequests): Promise<FoundRequests> => {
    assertOnDuty(looking.operator, 'request.read')
    assertNarrow(search)
    if (search.person !== undefined) {
      const { person: party } = search
      await assertLookedUp(ports)({
        ...looking,
        operation: 'request.read',
        party,
        target: { kind: 'party', id: party },
      })
    }
    const found = await ports.deskQuery.requests(search, page)
    return {
      ...found,
      askers: await ports.parties.findAll(found.items.map(({ requestedBy }) => requestedBy)),
    }
  }
