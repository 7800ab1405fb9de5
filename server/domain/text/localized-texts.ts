import { languages, type LocalizedText } from './text.ts'

/** A text in every language, and where it stands in the thing it is of: `title.person`. */
export interface PlacedText {
  readonly path: string
  readonly text: LocalizedText
}

/** Every text in every language within a value, in its order. */
export function localizedTexts(value: unknown, path: readonly string[] = []): readonly PlacedText[] {
  if (typeof value !== 'object' || value === null) return []
  if (isLocalized(value)) return [{ path: path.join('.'), text: value }]
  return Object.entries(value).flatMap(([name, member]) =>
    localizedTexts(member, [...path, nameOf(member) ?? name]),
  )
}

/** What a list tells its members apart by, wherever they stand in it: `scopes.income.read.text`. */
const nameOf = (member: unknown): string | undefined =>
  typeof member === 'object' && member !== null && 'value' in member && typeof member.value === 'string'
    ? member.value
    : undefined

const isLocalized = (value: object): value is LocalizedText =>
  Object.keys(value).length === languages.length &&
  languages.every(language => typeof (value as Record<string, unknown>)[language] === 'string')
