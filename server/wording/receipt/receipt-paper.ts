import type { Paper, PaperFact } from '../../ports/documents/document-renderer.ts'
import { dateAndTime, endDate } from '../dates.ts'
import { paperText } from '../paper-text.ts'
import { nameAndNumber } from '../shown-party.ts'
import type { Written } from './write-receipt.ts'

/** The receipt as a person reads it on paper. */
export const receiptPaper = (written: Written): Paper => ({
  ...readable(written),
  facts: [...receiptFacts(written), { label: written.own('receipt-number'), value: written.receiptId }],
  closing: [...noticeOf(written), written.own('check', { issuer: written.issuer })],
})

/** The same as plain text, which nobody signs. */
export const receiptText = (written: Written): string =>
  paperText({ ...readable(written), closing: noticeOf(written) })

const readable = (written: Written): Paper => ({
  language: written.language,
  title: written.own('title', { asker: written.words.asker.name }),
  author: written.issuer,
  facts: receiptFacts(written),
  introduction: [written.own('covers')],
  points: receiptPoints(written),
  closing: [],
  createdAt: written.at,
})

/** What the page and the paper say first. */
export function receiptFacts({ shown, words, own, text, language, at }: Written): readonly PaperFact[] {
  const { grant, parties, status, decision } = shown
  const { from, to } = grant.validity
  return [
    fact(text('detail.status'), text(`status.${status}`)),
    fact(own('giver'), parties.get(grant.grantedFor)?.displayName),
    fact(text('detail.asker'), nameAndNumber(words.asker)),
    fact(text('detail.known-as'), words.knownAs),
    fact(text('detail.handler'), words.handler && nameAndNumber(words.handler)),
    fact(text('detail.purpose'), words.purpose?.name),
    fact(text('detail.given'), dateAndTime(grant.createdAt, language)),
    fact(
      text('detail.validity'),
      text(grant.singleUse ? 'detail.validity.once' : 'detail.validity.many', {
        to: endDate(from, to, language),
      }),
    ),
    fact(text('detail.over'), 'at' in grant.state ? dateAndTime(grant.state.at, language) : undefined),
    fact(own('issued'), dateAndTime(at, language)),
    fact(own('number'), grant.id),
    fact(own('fingerprint'), decision?.shown.hash),
  ].filter(({ value }) => value !== '')
}

const fact = (label: string, value: string | undefined): PaperFact => ({ label, value: value ?? '' })

export const receiptPoints = ({ words }: Pick<Written, 'words'>): readonly string[] => [
  ...words.scopes.flatMap(({ from, what }) => what.map(one => `${from}: ${one}`)),
  ...words.identity,
]

/** A paragraph of paper is one line of what was read. */
const noticeOf = ({ shown: { decision }, own }: Written): readonly string[] =>
  decision ? [own('read'), ...decision.shown.text.split('\n').filter(line => line.trim() !== '')] : []
