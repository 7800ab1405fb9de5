import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { Page, PageRequest } from '../../../ports/requests/consent-query.ts'
import { pageById } from '../../steps/page-by-id.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'list'>
}

/** An organization with clients, or for which others carry out the work. */
export interface Owner {
  /** Its organization number. */
  readonly id: string
  readonly name: string
  /** Ids of its own clients. */
  readonly clients: readonly string[]
  /** Ids of others' clients that ask for it. */
  readonly handled: readonly string[]
}

interface ListOwners {
  readonly operator: Operator
  readonly page: PageRequest
}

/** Organizations by their numbers, as the clients name them. Throws `caller.forbidden`. */
export const listOwners =
  ({ clients }: Ports) =>
  async ({ operator, page }: ListOwners): Promise<Page<Owner>> => {
    assertOnDuty(operator, 'client.read')
    return pageById(ownersOf(await clients.list()), page)
  }

interface Tie {
  readonly orgno: string
  readonly name: string
  readonly clientId: string
  readonly isOwn: boolean
}

function ownersOf(clients: readonly Client[]): readonly Owner[] {
  const byOwner = Map.groupBy(clients.flatMap(tiesOf), ({ orgno }) => orgno)
  return [...byOwner].map(([orgno, ties]) => ({
    id: orgno,
    name: ties[0]!.name,
    clients: ties.filter(({ isOwn }) => isOwn).map(({ clientId }) => clientId),
    handled: ties.filter(({ isOwn }) => !isOwn).map(({ clientId }) => clientId),
  }))
}

const tiesOf = ({ id, owner, ownerName, onBehalfOf }: Client): readonly Tie[] => [
  { orgno: owner.value, name: ownerName, clientId: id, isOwn: true },
  ...(onBehalfOf
    ? [{ orgno: onBehalfOf.identifier.value, name: onBehalfOf.name, clientId: id, isOwn: false }]
    : []),
]
