import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { findOrganization } from './find-organization.ts'
import { findPerson } from './find-person.ts'
import { listActs } from './list-acts.ts'

export interface DeskPorts {
  readonly acts: OperatorActs
  readonly parties: PartyStore
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
})

export type Desk = ReturnType<typeof openDesk>
