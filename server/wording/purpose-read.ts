import type { Purpose } from '../domain/requests/purpose.ts'
import type { Language } from '../domain/text/text.ts'
import type { RequestDialect } from '../ports/requests/request-dialect.ts'
import type { Given } from './describe-given.ts'

interface Asked extends Given {
  readonly purpose: Purpose | undefined
}

/** In the words that were read, where its face has them; as the name without the full stop of a sentence. */
export async function purposeRead(
  { requestDialects }: { readonly requestDialects: ReadonlyMap<string, RequestDialect> },
  { given, purpose }: Asked,
  language: Language,
): Promise<{ readonly name: string; readonly description: string } | undefined> {
  const read = await requestDialects.get(given.face)?.purpose?.(given, language)
  if (read !== undefined) return { name: read.replace(/\.$/, ''), description: read }
  return purpose && { name: purpose.name[language], description: purpose.description[language] }
}
