import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Language } from '../../../domain/text/text.ts'
import { dayInWords } from '../../../wording/dates.ts'
import type { Write } from '../../../wording/question.ts'
import { propertyOf } from '../requests/properties.ts'

interface Wording {
  readonly language: Language
  /** Writes a text of the face's own. */
  readonly ours: Write
  readonly asker: string
}

/** When the supplier begins, as far as it has said: the start of the contract, else when the customer moved in. */
export function startOf(
  request: Pick<ConsentRequest, 'annotations'>,
  { language, ours, asker }: Wording,
): string {
  const [contract, moveIn] = [propertyOf(request, 'contractStartDate'), propertyOf(request, 'moveInDate')]
  if (contract !== undefined) return ours('start.contract', { date: dayInWords(contract, language) })
  if (moveIn !== undefined) return ours('start.move-in', { date: dayInWords(moveIn, language) })
  return ours('start.unsaid', { asker })
}
