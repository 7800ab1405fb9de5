import { LimitReached } from '../../domain/limit.ts'
import { mayAskAgainAt, type NoticeAddress } from '../../domain/notice.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Limits } from '../../ports/limits.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'find' | 'ask' | 'choose'>
  readonly limits: Limits
  readonly clock: Clock
  readonly audit: Pick<AuditLog, 'record'>
}

export type ChooseNotices = Pick<NoticeAddress, 'party' | 'email' | 'language' | 'kinds' | 'remindDays'>

/**
 * Where and of what a person wants to be told. Another address must be confirmed before anything is sent there.
 * Throws `request.too-many` when another address is asked for right after one, and `LimitReached` when too many e-mails
 * were sent for this person, or to this address, whoever asked.
 */
export const chooseNotices =
  ({ notices, clock, limits, audit }: Ports) =>
  async (wish: ChooseNotices): Promise<void> => {
    const known = await notices.find(wish.party)
    const isConfirmed = known?.email === wish.email && known.confirmedAt !== undefined
    if (!isConfirmed || !(await notices.choose(wish))) {
      const askedAt = clock.now()
      if (known && askedAt < mayAskAgainAt(known))
        throw new Problem('request.too-many', 'An address was asked for a moment ago')
      const tooOften =
        (await limits.count('person-mails', wish.party)) ??
        (await limits.count('mailbox-mails', wish.email.toLowerCase()))
      if (tooOften) throw new LimitReached(tooOften)
      await notices.ask({ ...wish, askedAt })
    }
    audit.record({ what: 'notices.chosen', partyId: wish.party })
  }
