import type { Language } from '../text/text.ts'

/** A consent request in the reader's language, every word of it: what the page shows is what is kept. */
export interface Question {
  readonly language: Language
  readonly title: string
  readonly lead: string
  readonly sections: readonly Section[]
  readonly accept: string
  readonly decline: string
}

export interface Section {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly lists: readonly List[]
  /** Text with marks, shown after the paragraphs. */
  readonly rich?: readonly RichText[]
}

export interface List {
  readonly intro: string
  readonly items: readonly string[]
  /** What is to be known of the list, said after it. */
  readonly note?: string
}

/** Text of somebody else's, made safe. */
export interface RichText {
  /** HTML of nothing but p, span, ul, ol, li, a, b, strong, em and i. */
  readonly html: string
  /** The same in plain words. */
  readonly text: string
}

/** The question as plain text, word for word as the page shows it. */
export const questionText = ({ title, lead, sections, accept, decline }: Question): string =>
  [title, lead, ...sections.map(sectionText), [accept, decline].map(button => `[${button}]`).join(' ')].join(
    '\n\n',
  )

const sectionText = ({ heading, paragraphs, lists, rich = [] }: Section): string =>
  [heading, ...paragraphs, ...rich.map(({ text }) => text), ...lists.flatMap(listLines)].join('\n')

const listLines = ({ intro, items, note }: List): readonly string[] => [
  intro,
  ...items.map(item => `- ${item}`),
  ...(note === undefined ? [] : [note]),
]
