import type { Question, Section } from '../domain/requests/question.ts'
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

interface Asking {
  readonly asker: ShownParty
  /** What people know the asker by, where that is not the registered name. */
  readonly knownAs?: string | undefined
}

/** Who asks, and what else is said of that, as of whoever carries it out. */
export const whoAsks = (write: Write, { asker, knownAs }: Asking, ...more: string[]): Section =>
  section(
    write('who.heading'),
    withNumber(write, asker),
    ...(knownAs === undefined ? [] : [write('who.known-as', { name: knownAs })]),
    ...more,
  )

/** Whom it is about: the reader herself, or an organization that she answers for. */
export function whomAbout(write: Write, giver: ShownParty): string {
  if (giver.kind === 'organization') {
    return write('what.about-organization', { name: withNumber(write, giver) })
  }
  return giver.name ? write('what.about', { person: giver.name }) : write('what.about-you')
}

/** Until when, by the date, and what else is to be said of it. */
export const howLong = (write: Write, end: string, ...more: string[]): Section =>
  section(write('how-long.heading'), write('how-long.until', { end }), ...more)

/** What a no and a change of mind mean: the end of every question. */
export const afterwards = (
  write: Write,
  { declining, withdrawing }: { declining: readonly string[]; withdrawing: readonly string[] },
): readonly Section[] => [
  section(write('declining.heading'), ...declining),
  section(write('withdrawing.heading'), ...withdrawing),
]

/** The two answers. */
export const answers = (write: Write): Pick<Question, 'accept' | 'decline'> => ({
  accept: write('accept'),
  decline: write('decline'),
})
