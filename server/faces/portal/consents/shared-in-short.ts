import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { FromOnePlace } from '../../../ports/requests/request-dialect.ts'

const mostNamed = 3
const longest = 100

interface Shared {
  readonly scopes: readonly Pick<Required<FromOnePlace>, 'intro' | 'what'>[]
  /** What comes from the login itself. */
  readonly identity: readonly string[]
}

/** What a consent shares, a line for each place it comes from; its own page tells all of it. */
export function sharedInShort(
  { text }: Pick<PageRenderer, 'text'>,
  { scopes, identity }: Shared,
  language: Language,
): readonly string[] {
  const line = (intro: string, what: readonly string[]) => {
    const named = what.slice(0, mostNamed).map(shortened).join(', ')
    const count = String(what.length - mostNamed)
    return `${intro} ${what.length > mostNamed ? text('consents.and-more', language, { named, count }) : named}`
  }
  const fromPlaces = scopes.map(({ intro, what }) => line(intro, what))
  return identity.length === 0
    ? fromPlaces
    : [...fromPlaces, line(text('consent.what.identity', language), identity)]
}

const shortened = (words: string): string => plainText(words, longest)
