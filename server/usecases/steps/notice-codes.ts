import type { NoticeAddress } from '../../domain/notice.ts'
import type { Ids } from '../../ports/ids.ts'

/** What only who reads the mail at the address knows. It follows from the address, so that it is kept nowhere. */
export const confirmationCode = (
  { derivedUuid }: Pick<Ids, 'derivedUuid'>,
  { party, email, askedAt }: Pick<NoticeAddress, 'party' | 'email' | 'askedAt'>,
): string => derivedUuid('notice confirmation', party, email, askedAt.toISOString())

/** What only who reads this mail at the address knows, by which she ends all mails without logging in. */
export const stopCode = (
  { derivedUuid }: Pick<Ids, 'derivedUuid'>,
  { party, email }: Pick<NoticeAddress, 'party' | 'email'>,
  noticeId: string,
): string => derivedUuid('notice stop', party, email, noticeId)
