import type { PartyId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'
import { stopCode } from '../steps/notice-codes.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'remove' | 'findBehind'>
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly audit: Pick<AuditLog, 'record'>
}

/** What the link in a mail says: which it is, and what only its reader knows. */
export interface StopByMail {
  readonly mail: string
  readonly code: string
}

/** The person is told nothing any more, and the address is forgotten. */
export const stopNotices =
  ({ notices, audit }: Pick<Ports, 'notices' | 'audit'>) =>
  async (party: PartyId): Promise<void> => {
    if (await notices.remove(party)) audit.record({ what: 'notices.stopped', partyId: party })
  }

/** The same for whoever reads a mail, without a login. Throws `notice.stale` for any other code, and when they are stopped already. */
export const stopNoticesByMail =
  ({ notices, ids, audit }: Ports) =>
  async ({ mail, code }: StopByMail): Promise<void> => {
    const address = await notices.findBehind(mail)
    if (!address || stopCode(ids, address, mail) !== code || !(await notices.remove(address.party)))
      throw new Problem('notice.stale', 'The link is not of a mail that was sent to an address that is told')
    audit.record({ what: 'notices.stopped', partyId: address.party })
  }
