import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import { describeIdentity } from '../../../wording/scopes.ts'
import type { FaceTools } from '../../face-module.ts'
import { describeGiven, type Given } from '../../../wording/describe-given.ts'

const mostNamed = 3
const longest = 100

/** What a consent shares, or a request would have, a line for each place it comes from; its own page tells all of it. */
export async function sharedInShort(
  tools: Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>,
  shared: Given,
  language: Language,
): Promise<readonly string[]> {
  const { text } = tools.renderer
  const line = (intro: string, what: readonly string[]) => {
    const named = what.slice(0, mostNamed).map(shortened).join(', ')
    const count = String(what.length - mostNamed)
    return `${intro} ${what.length > mostNamed ? text('consents.and-more', language, { named, count }) : named}`
  }
  const places = await describeGiven(tools, shared, language)
  const fromPlaces = places.map(({ intro, what }) => line(intro, what))
  const identity = describeIdentity(tools, shared.given.scopes, language)
  return identity.length === 0
    ? fromPlaces
    : [...fromPlaces, line(text('consent.what.identity', language), identity)]
}

const shortened = (words: string): string => plainText(words, longest)
