import type { ListedAsker } from '../../../usecases/parties/list-askers.ts'
import type { Language } from '../../../domain/text/text.ts'
import { dateOnly } from '../../../wording/dates.ts'

/** One asker in "my consents", with the way to what was given to them. */
export const listedAsker = ({ party, count, newest }: ListedAsker, href: string, language: Language) => ({
  href,
  name: party?.displayName ?? '',
  count: String(count),
  newest: dateOnly(newest, language),
})
