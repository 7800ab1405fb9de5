import type { Section } from '../domain/requests/question.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { ShownParty } from './shown-party.ts'

/** Writes the text of one key in the reader's language. */
export type Write = (key: string, values?: Readonly<Record<string, string>>) => string

/** A writer of the texts below `<prefix>.` of the catalogue. */
export const writer =
  ({ text }: Pick<PageRenderer, 'text'>, prefix: string, language: Language): Write =>
  (key, values) =>
    text(`${prefix}.${key}`, language, values)

export const section = (heading: string, ...paragraphs: string[]): Section => ({
  heading,
  paragraphs,
  lists: [],
})

/** A name with the organization number, where there is one. */
export const withNumber = (write: Write, { name, orgno }: Pick<ShownParty, 'name' | 'orgno'>): string =>
  orgno === undefined ? name : write('who.organization', { name, orgno })

/** Who asks, and what is said of whoever carries it out. */
export const whoAsks = (write: Write, asker: ShownParty, ...handler: string[]): Section =>
  section(write('who.heading'), withNumber(write, asker), ...handler)

/** What a no and a change of mind mean: the end of every question. */
export const afterwards = (write: Write, asker: string, whenDeclined: string): readonly Section[] => [
  section(write('declining.heading'), whenDeclined),
  section(write('withdrawing.heading'), write('withdrawing.text', { asker })),
]
