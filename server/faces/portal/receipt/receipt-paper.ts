import type { Paper, PaperFact } from '../../../ports/documents/document-renderer.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { paperText } from '../../../wording/paper-text.ts'
import { nameAndNumber } from '../../../wording/shown-party.ts'
import type { Recorded } from './consent-record.ts'

type Text = (key: string, values?: Readonly<Record<string, string>>) => string

interface Written extends Recorded {
  /** Texts below `consent-receipt.` in the reader's language. */
  readonly own: Text
  /** Any text. */
  readonly text: Text
}

/** The receipt as a person reads it on paper. */
export const receiptPaper = (written: Written): Paper => ({
  language: written.language,
  title: written.own('title', { asker: written.words.asker.name }),
  author: written.issuer,
  facts: receiptFacts(written),
  introduction: [written.own('covers')],
  points: receiptPoints(written),
  closing: [...noticeOf(written), written.own('check', { issuer: written.issuer })],
  createdAt: written.at,
})

/** The same as plain text, which nobody signs. */
export const receiptText = (written: Written): string =>
  paperText({ ...receiptPaper(written), closing: noticeOf(written) })

/** What the page and the paper say first. */
export function receiptFacts({ shown, words, own, text, language, at }: Written): readonly PaperFact[] {
  const { grant, parties } = shown
  return [
    fact(text('detail.status'), words.status.text),
    fact(own('giver'), parties.get(grant.grantedFor)?.displayName),
    fact(text('detail.asker'), nameAndNumber(words.asker)),
    fact(text('detail.known-as'), words.knownAs),
    fact(text('detail.handler'), words.handler && nameAndNumber(words.handler)),
    fact(text('detail.purpose'), words.purpose?.name),
    fact(text('detail.given'), words.given),
    fact(
      text('detail.validity'),
      text(grant.singleUse ? 'detail.validity.once' : 'detail.validity.many', { to: words.to }),
    ),
    fact(text('detail.over'), words.over),
    fact(own('issued'), dateAndTime(at, language)),
    fact(own('number'), grant.id),
    fact(own('fingerprint'), shown.decision?.shown.hash),
  ].filter(({ value }) => value !== '')
}

const fact = (label: string, value: string | undefined): PaperFact => ({ label, value: value ?? '' })

export const receiptPoints = ({ words }: Pick<Written, 'words'>): readonly string[] => [
  ...words.scopes.flatMap(({ from, what }) => what.map(one => `${from}: ${one}`)),
  ...words.identity,
]

/** A paragraph of paper is one line of what was read. */
const noticeOf = ({ words, own }: Written): readonly string[] =>
  words.read ? [own('read'), ...words.read.text.split('\n').filter(line => line.trim() !== '')] : []
