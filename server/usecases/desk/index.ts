import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { DeskQuery } from '../../ports/desk/desk-query.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { findOrganization } from './find-organization.ts'
import { findPerson } from './find-person.ts'
import { listActs } from './list-acts.ts'
import { readGrant } from './read-grant.ts'
import { readParty } from './read-party.ts'
import { readRequest } from './read-request.ts'
import { searchGrants } from './search-grants.ts'
import { searchRequests } from './search-requests.ts'

export interface DeskPorts {
  readonly acts: OperatorActs
  readonly parties: PartyStore
  readonly consents: ConsentStore
  readonly query: ConsentQuery
  readonly deskQuery: DeskQuery
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly audit: AuditLog
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

/** What operators do, by the management API, the console and the command line alike. Each verb says whose duty it is. */
export const openDesk = (ports: DeskPorts) => ({
  listActs: listActs(ports),
  findPerson: findPerson(ports),
  findOrganization: findOrganization(ports),
  readParty: readParty(ports),
  searchGrants: searchGrants(ports),
  searchRequests: searchRequests(ports),
  readGrant: readGrant(ports),
  readRequest: readRequest(ports),
})

export type Desk = ReturnType<typeof openDesk>
