import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { ListedGrant } from '../../../usecases/grants/list-grants.ts'
import { dateOnly } from '../../../wording/dates.ts'

/** One line of "my consents". */
export const listedGrant = (
  renderer: PageRenderer,
  { grant, status, grantedTo, purpose }: ListedGrant,
  language: Language,
) => ({
  href: `/consents/${grant.id}`,
  asker: grantedTo?.displayName ?? '',
  purpose: purpose?.name[language] ?? grant.purpose.id,
  status: { name: status, text: renderer.text(`status.${status}`, language) },
  given: dateOnly(grant.createdAt, language),
  until: dateOnly(grant.validity.to, language),
})
