import type { ConsentRequest } from '../../../domain/consent-request.ts'
import type { ShownText } from '../../../domain/decision.ts'
import type { Digest } from '../../../ports/digest.ts'
import type { List, Question, Section } from '../../../ports/question.ts'

/** Raised when the page shows its words in another order or leaves some out. */
const template = 'consent-request/2'

/** The question as plain text, word for word as the page shows it, with its hash. */
export function toShownText(
  digest: Digest,
  question: Question,
  { purpose }: Pick<ConsentRequest, 'purpose'>,
): ShownText {
  const text = [
    question.title,
    question.lead,
    ...question.sections.map(sectionText),
    [question.accept, question.decline].map(button => `[${button}]`).join(' '),
  ].join('\n\n')
  return { text, hash: digest(text), templateVersion: `${template} ${purpose.id}/${purpose.version}` }
}

const sectionText = ({ heading, paragraphs, lists, rich = [] }: Section): string =>
  [heading, ...paragraphs, ...rich.map(({ text }) => text), ...lists.flatMap(listLines)].join('\n')

const listLines = ({ intro, items, note }: List): readonly string[] => [
  intro,
  ...items.map(item => `- ${item}`),
  ...(note === undefined ? [] : [note]),
]
