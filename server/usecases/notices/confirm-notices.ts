import type { PartyId } from '../../domain/ids.ts'
import { confirmableUntil } from '../../domain/notice.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'
import { confirmationCode } from '../steps/notice-codes.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'find' | 'confirm'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly audit: Pick<AuditLog, 'record'>
}

/**
 * Takes the person's word for it that she reads mail at the address: the code that was sent there.
 * Throws `notice.stale` for any other code, and when the link is too old or was used.
 */
export const confirmNotices =
  ({ notices, clock, ids, audit }: Ports) =>
  async ({ party, code }: { party: PartyId; code: string }): Promise<void> => {
    const address = await notices.find(party)
    const isGood =
      address &&
      !address.confirmedAt &&
      clock.now() < confirmableUntil(address) &&
      confirmationCode(ids, address) === code
    if (!isGood || !(await notices.confirm(address)))
      throw new Problem('notice.stale', 'The link is not for an address that waits')
    audit.record({ what: 'notices.confirmed', partyId: party })
  }
