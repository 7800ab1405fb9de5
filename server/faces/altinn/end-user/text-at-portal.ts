import type { PartyId } from '../../../domain/ids.ts'
import type { ShownText } from '../../../domain/requests/decision.ts'
import type { Language } from '../../../domain/text/text.ts'
import { shownText } from '../../../wording/shown-text.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { PageTools } from '../../tools/page-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import { annotations } from '../names.ts'
import { composeQuestion } from '../wording/compose-question.ts'
import type { AskedConsent } from './find-consent.ts'

/** What a portal shows of a request in a language: the words of its template and resources, as our own page has them. */
export async function textAtPortal(
  tools: HouseTools & RegistryTools & PageTools,
  { request }: AskedConsent,
  { reader, language }: { reader: PartyId; language: Language },
): Promise<ShownText> {
  const asked = await tools.core.showConsentRequest({ id: request.id, read: request, reader })
  const question = await composeQuestion(tools, asked, language)
  return shownText(tools.digest, question, {
    template: `altinn ${request.annotations[annotations.template]}`,
  })
}
