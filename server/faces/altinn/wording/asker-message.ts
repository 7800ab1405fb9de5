import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import { annotations } from '../names.ts'

const longest = 4000

/** What the asker says, in the reader's language, bokmål or any other. */
export function askerMessage(request: ConsentRequest, language: Language): string | undefined {
  const said = messagesOf(request)
  const message = said[language] ?? said.nb ?? Object.values(said)[0]
  return message === undefined || message.trim() === '' ? undefined : plainText(message, longest)
}

/** By language, as they were sent. */
export function messagesOf({
  annotations: kept,
}: Pick<ConsentRequest, 'annotations'>): Readonly<Record<string, string>> {
  const said = kept[annotations.message]
  return said === undefined ? {} : (JSON.parse(said) as Record<string, string>)
}
