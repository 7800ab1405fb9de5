import type { LocalizedText } from '../domain/text/text.ts'

/** A name in braces in one text of an entry. */
export interface Placeholder {
  readonly path: PropertyKey[]
  readonly name: string
}

/** Every `{name}` in a text, in whatever language. */
export const placeholdersIn = (text: LocalizedText): readonly Placeholder[] =>
  Object.entries(text).flatMap(([language, written]) =>
    [...written.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => ({ path: [language], name })),
  )
