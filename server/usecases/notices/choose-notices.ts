import type { PartyId } from '../../domain/ids.ts'
import { mayAskAgainAt, type NoticeAddress } from '../../domain/notice.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'find' | 'ask' | 'choose' | 'remove'>
  readonly clock: Clock
}

export type ChooseNotices = Pick<NoticeAddress, 'party' | 'email' | 'language' | 'kinds'>

/**
 * Where and of what a person wants to be told. Another address must be confirmed before anything is sent there.
 * Throws `request.too-many` when another address is asked for right after one.
 */
export const chooseNotices =
  ({ notices, clock }: Ports) =>
  async (wish: ChooseNotices): Promise<void> => {
    const known = await notices.find(wish.party)
    if (known?.email === wish.email && known.confirmedAt && (await notices.choose(wish))) return
    const askedAt = clock.now()
    if (known && askedAt < mayAskAgainAt(known))
      throw new Problem('request.too-many', 'An address was asked for a moment ago')
    await notices.ask({ ...wish, askedAt })
  }

/** The person is told nothing any more, and the address is forgotten. */
export const stopNotices =
  ({ notices }: Ports) =>
  (party: PartyId): Promise<void> =>
    notices.remove(party)
