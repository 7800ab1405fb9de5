import { grantEvent } from '../../domain/event.ts'
import { inspectedGrantAt } from '../../domain/grants/authorization-grant.ts'
import { askDeletion, type Deletion } from '../../domain/grants/deletion.ts'
import type { EventId, GrantId, PartyId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Deletions } from '../../ports/grants/deletions.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly deletions: Pick<Deletions, 'find' | 'change'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: Pick<AuditLog, 'record'>
  /** How long whoever got the consent has for the answer. */
  readonly deletionDays: number
}

export interface RequestDeletion {
  readonly id: GrantId
  /** The giver, or somebody who may change the giver's consents. */
  readonly by: PartyId
}

/**
 * Asks whoever got a consent that has ended to delete what was fetched by it: once for each consent, however often it is said.
 * Throws `authorization-grant.not-found` (also for somebody else's) or `deletion.too-early`.
 */
export const requestDeletion =
  ({ consents, deletions, rights, clock, ids, audit, deletionDays: days }: Ports) =>
  async ({ id, by }: RequestDeletion): Promise<Deletion | undefined> => {
    const grant = await consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    const right = { actor: by, onBehalfOf: grant.grantedFor, resource: 'consents', action: 'write' }
    if (!(await rights.mayAct([right]))) {
      throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'other-giver' })
    }

    const standing = await deletions.find(id)
    if (standing) return standing

    let isNew = false
    const asked = await deletions.change(id, held => {
      if (held.deletion) return undefined
      const moment = { id: ids.uuid() as EventId, by, at: clock.now() }
      const step = askDeletion(inspectedGrantAt(held.grant, moment.at), { ...moment, days })
      isNew = true
      return { step, event: grantEvent('deletion-requested', held.grant, moment) }
    })
    if (isNew) audit.record({ what: 'consent.deletion_requested', grantId: id, partyId: by })
    return asked?.deletion
  }
