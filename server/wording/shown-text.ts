import type { ConsentRequest } from '../domain/requests/consent-request.ts'
import type { ShownText } from '../domain/requests/decision.ts'
import type { Question, Section, Thing } from '../domain/requests/question.ts'
import type { Digest } from '../ports/digest.ts'

interface Origin {
  /** The template of the words with its version: `consent-request/3`. */
  readonly template: string
  /** Where the purpose gives some of the words, too. */
  readonly purpose?: ConsentRequest['purpose']
}

/**
 * The evidence of a consent: the text exactly as it was read, its hash, and where its words came from. A consent is proved
 * by the hash, so the text that is written for a question must never change by a byte.
 */
export function shownText(digest: Digest, read: Question | string, { template, purpose }: Origin): ShownText {
  const text = typeof read === 'string' ? read : questionText(read)
  const templateVersion = purpose ? `${template} ${purpose.id}/${purpose.version}` : template
  return { text, hash: digest(text), templateVersion }
}

/** The question as plain text, word for word as the page shows it when everything is unfolded. */
const questionText = ({ title, lead, sections, accept, decline, details }: Question): string =>
  [title, lead, ...sections.map(sectionText), `[${accept}] [${decline}]`, ...details.map(sectionText)].join(
    '\n\n',
  )

/** A section as plain text, word for word as a page shows it. */
export const sectionText = ({ heading, paragraphs, lists, things, rich = [], links = [] }: Section): string =>
  [
    heading,
    ...paragraphs,
    ...rich.map(({ text }) => text),
    ...lists.flatMap(listLines),
    ...(things ? [things.intro, ...things.items.flatMap(thingLines)] : []),
    ...links.map(({ label, text }) => `${label}: ${text}`),
  ].join('\n')

const listLines = ({ intro, items }: Section['lists'][number]): readonly string[] => [
  intro,
  ...items.map(item => `- ${item}`),
]

/** A box is crossed for what is taken; there is none where nothing may be left out. */
const thingLines = ({ title, lines, choice }: Thing): readonly string[] => [
  choice ? `- [${choice.isTaken ? 'x' : ' '}] ${title}` : `- ${title}`,
  ...lines.map(({ label, value }) => `  ${label}: ${value}`),
]
