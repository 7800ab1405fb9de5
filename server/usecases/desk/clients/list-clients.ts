import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { Page, PageRequest } from '../../../ports/requests/consent-query.ts'
import { pageById } from '../../steps/page-by-id.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'list'>
}

/** Narrowed by each member that is given. */
export interface ClientFilter {
  readonly face?: string | undefined
  /** Organization number of its owner, or of the one for whom the owner carries out the work. */
  readonly owner?: string | undefined
  /** Of APIs and purposes that it may ask for. */
  readonly audience?: string | undefined
  readonly purpose?: string | undefined
  /** Part of its id, its name, or its owner's, in any case. */
  readonly search?: string | undefined
}

interface ListClients {
  readonly operator: Operator
  readonly filter: ClientFilter
  readonly page: PageRequest
}

/** Registered clients by their ids. Throws `caller.forbidden`. */
export const listClients =
  ({ clients }: Ports) =>
  async ({ operator, filter, page }: ListClients): Promise<Page<Client>> => {
    assertOnDuty(operator, 'client.read')
    return pageById((await clients.list(filter.face)).filter(isLike(filter)), page)
  }

const isLike =
  ({ owner, audience, purpose, search }: ClientFilter) =>
  (client: Client): boolean =>
    (owner === undefined || ownersOf(client).includes(owner)) &&
    (audience === undefined ||
      client.audiences.includes(audience) ||
      client.resourceServerFor === audience) &&
    (purpose === undefined || client.purposes.includes(purpose)) &&
    (search === undefined || namesOf(client).some(name => name.includes(search.toLowerCase())))

const ownersOf = ({ owner, onBehalfOf }: Client): readonly (string | undefined)[] => [
  owner.value,
  onBehalfOf?.identifier.value,
]

const namesOf = ({ id, name, ownerName, onBehalfOf }: Client): readonly string[] =>
  [id, name, ownerName, onBehalfOf?.name ?? ''].map(text => text.toLowerCase())
