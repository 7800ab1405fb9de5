import type { Language } from '../../../domain/text/text.ts'
import type { ListedGrant } from '../../../usecases/grants/list-grants.ts'
import { dateAndTime, endDate } from '../../../wording/dates.ts'
import type { FaceTools } from '../../face-module.ts'
import { sharedInShort } from './shared-in-short.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>

/** One line of "my consents", with what tells it from others to the same asker. */
export const listedGrant = async (
  tools: Tools,
  { grant, status, grantedTo, purpose, lastUsed }: ListedGrant,
  language: Language,
) => ({
  href: `/consents/${grant.id}`,
  asker: grantedTo?.displayName ?? '',
  purpose: purpose?.name[language] ?? grant.purpose.id,
  shares: await sharedInShort(tools, { given: grant, purpose }, language),
  status: { name: status, text: tools.renderer.text(`status.${status}`, language) },
  given: dateAndTime(grant.createdAt, language),
  until: endDate(grant.validity.from, grant.validity.to, language),
  lastUsed: lastUsed && dateAndTime(lastUsed, language),
})
