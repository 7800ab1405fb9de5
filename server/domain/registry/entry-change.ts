import { canonicalJson } from '../text/canonical-json.ts'
import { localizedTexts } from '../text/localized-texts.ts'
import { type Language, languages, type LocalizedText } from '../text/text.ts'

/** A text that is another one now; `undefined` where there was or is none. */
export interface TextChange {
  /** Where it stands: `title.person`. */
  readonly path: string
  readonly language: Language
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface EntryChange {
  readonly texts: readonly TextChange[]
  /** Everything but texts that is another now. */
  readonly members: readonly string[]
  /** Why consents to the entry as it was do not stand for the entry as it is; none when only the wording changed. */
  readonly askAnew: readonly string[]
}

type Entry = Readonly<Record<string, unknown>>

/** What changed between two versions of a purpose, a resource or a template. */
export function entryChange(before: Entry, after: Entry): EntryChange {
  const texts = textChanges(before, after)
  return {
    texts,
    members: Object.keys({ ...before, ...after }).filter(
      name => name !== 'version' && withoutTexts(before[name]) !== withoutTexts(after[name]),
    ),
    askAnew: [...widened(before, after), ...reworded(texts)],
  }
}

function textChanges(before: Entry, after: Entry): readonly TextChange[] {
  const [old, fresh] = [textsOf(before), textsOf(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap(path =>
    languages
      .map(language => ({
        path,
        language,
        before: old.get(path)?.[language],
        after: fresh.get(path)?.[language],
      }))
      .filter(change => change.before !== change.after),
  )
}

const textsOf = (entry: Entry): ReadonlyMap<string, LocalizedText> =>
  new Map(localizedTexts(entry).map(({ path, text }) => [path, text]))

/** Canonical, every text in every language left out. */
const withoutTexts = (member: unknown): string =>
  canonicalJson(
    JSON.parse(
      JSON.stringify({ member }, (_, value: unknown) =>
        localizedTexts(value)[0]?.path === '' ? undefined : value,
      ),
    ),
  )

/** What a consent was given to, where the words for it are another text in every language. */
const telling = /^(name|description|purpose|text|title|serviceIntro|scopes)\b/

/** A text mended in one or two languages says what it said; one that is new in all of them says something else. */
function reworded(texts: readonly TextChange[]): readonly string[] {
  const byPath = Map.groupBy(
    texts.filter(({ path, before, after }) => telling.test(path) && letters(before) !== letters(after)),
    ({ path }) => path,
  )
  return [...byPath]
    .filter(([, changes]) => changes.length === languages.length)
    .map(([path]) => `${path} says something else in every language`)
}

const letters = (text = ''): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const lists = ['permissions', 'identityScopes'] as const
const facts = ['isPowerOfAttorney', 'revealsIdentity'] as const

/** More may be asked for than before, or it is another thing. */
function widened(before: Entry, after: Entry): readonly string[] {
  const more = lists.filter(name => namesIn(after[name]).some(one => !namesIn(before[name]).includes(one)))
  const other = facts.filter(name => Boolean(before[name]) !== Boolean(after[name]))
  const asked = keysOf(after.metadata).filter(key => !keysOf(before.metadata).includes(key))
  return [
    ...more.map(name => `${name} holds more`),
    ...other.map(name => `${name} is another`),
    ...(ownerOf(before) === ownerOf(after) ? [] : ['owner is another']),
    ...asked.map(key => `${key} is told, too`),
  ]
}

const ownerOf = ({ owner }: Entry): unknown =>
  typeof owner === 'object' && owner !== null && 'orgno' in owner ? owner.orgno : undefined

const namesIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : []
