import type { PartyId } from '../../domain/ids.ts'
import { assertOnDuty } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { DeskQuery, FoundGrant, GrantSearch } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'
import { assertNarrow } from '../steps/assert-narrow.ts'

interface Ports extends LookPorts {
  readonly deskQuery: Pick<DeskQuery, 'grants'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
}

interface SearchGrants extends Looking {
  readonly search: GrantSearch
  readonly page: PageRequest
}

export interface FoundGrants extends Page<FoundGrant> {
  /** Those who asked. Whose they are is told by the party's id alone. */
  readonly askers: ReadonlyMap<PartyId, KnownParty>
}

/** What was given, newest first. One person's takes a reason, as `readParty` does. Throws `request.malformed` for what would be too much. */
export const searchGrants =
  (ports: Ports) =>
  async ({ search, page, ...looking }: SearchGrants): Promise<FoundGrants> => {
    assertOnDuty(looking.operator, 'grant.read')
    assertNarrow(search)
    if (search.person !== undefined) {
      const { person: party } = search
      await assertLookedUp(ports)({
        ...looking,
        operation: 'grant.read',
        party,
        target: { kind: 'party', id: party },
      })
    }
    const found = await ports.deskQuery.grants(search, page)
    return { ...found, askers: await ports.parties.findAll(found.items.map(({ grantedTo }) => grantedTo)) }
  }
