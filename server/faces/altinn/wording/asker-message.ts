import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import { annotations } from '../names.ts'

const longest = 4000

/** What the asker says, in the reader's language, bokmål or any other; else what the template says in its place. */
export function askerMessage(
  request: ConsentRequest,
  template: ConsentTemplate,
  language: Language,
): string | undefined {
  const said = messagesOf(request)
  const message = said[language] ?? said.nb ?? Object.values(said)[0] ?? template.message?.[language]
  return message === undefined || message.trim() === '' ? undefined : plainText(message, longest)
}

/** By language, as they were sent. */
export function messagesOf({
  annotations: kept,
}: Pick<ConsentRequest, 'annotations'>): Readonly<Record<string, string>> {
  const said = kept[annotations.message]
  return said === undefined ? {} : (JSON.parse(said) as Record<string, string>)
}
