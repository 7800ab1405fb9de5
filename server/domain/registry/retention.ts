import type { LocalizedText } from '../text/text.ts'
import { isWithin, type Period } from './period.ts'

/**
 * What is kept about a consent once it has ended: the text that was read, the words written to and about the person, what each
 * use was for, the files of a signed document, what is left of a question that gave no consent, mails about it, and who it was.
 */
export const keptKinds = ['text', 'words', 'uses', 'documents', 'declined', 'notices', 'identity'] as const

export type KeptKind = (typeof keptKinds)[number]

/** How the time of a kind ends: it is deleted, or what is left of it tells of nobody. */
export type RetentionEnd = 'delete' | 'anonymise'

/** How each kind may end; the first is the usual one. */
export const endsOf: Readonly<Record<KeptKind, readonly [RetentionEnd, ...RetentionEnd[]]>> = {
  text: ['delete'],
  words: ['delete'],
  uses: ['anonymise', 'delete'],
  documents: ['delete'],
  declined: ['anonymise'],
  notices: ['delete'],
  identity: ['anonymise'],
}

/** GDPR article 6(1), letters a to f. */
export const retentionBases = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interests',
  'public_task',
  'legitimate_interests',
] as const

export type RetentionBasis = (typeof retentionBases)[number]

/** How long one kind is kept after a consent has ended, and why. */
export interface RetentionRule {
  readonly kept: Period | 'always'
  readonly basis: RetentionBasis
  /** Why that long, in a sentence. */
  readonly why: LocalizedText
  readonly end: RetentionEnd
}

/** What a purpose says of the kinds that it says something of. */
export type Retention = { readonly [Kind in KeptKind]?: RetentionRule | undefined }

/** How long each kind is kept where a purpose says nothing. */
export type UsualRetention = Readonly<Record<KeptKind, Period | 'always'>>

export const keepEverything: UsualRetention = {
  text: 'always',
  words: 'always',
  uses: 'always',
  documents: 'always',
  declined: 'always',
  notices: 'always',
  identity: 'always',
}

export interface SettledRule extends RetentionRule {
  /** Who says so. */
  readonly by: 'purpose' | 'setting'
}

/** How long everything is kept. */
export type SettledRetention = Readonly<Record<KeptKind, SettledRule>>

const whoeverRelies: LocalizedText = {
  nb: 'Den som bygger på et samtykke, må kunne vise at det er gitt (personvernforordningen artikkel 7 nr. 1).',
  nn: 'Den som byggjer på eit samtykke, må kunne vise at det er gitt (personvernforordninga artikkel 7 nr. 1).',
  en: 'Whoever relies on a consent must be able to show that it was given (GDPR article 7(1)).',
}

const whatWasAsked: LocalizedText = {
  nb: 'Den som ble spurt og den som spurte, skal kunne se hva det ble spurt om og hva svaret var.',
  nn: 'Den som blei spurd og den som spurde, skal kunne sjå kva det blei spurt om og kva svaret var.',
  en: 'Whoever was asked and whoever asked shall be able to see what was asked and what the answer was.',
}

const usualReason: Readonly<Record<KeptKind, Pick<RetentionRule, 'basis' | 'why'>>> = {
  text: { basis: 'legal_obligation', why: whoeverRelies },
  words: { basis: 'legal_obligation', why: whoeverRelies },
  uses: { basis: 'legal_obligation', why: whoeverRelies },
  documents: { basis: 'legal_obligation', why: whoeverRelies },
  declined: { basis: 'legitimate_interests', why: whatWasAsked },
  notices: { basis: 'legitimate_interests', why: whatWasAsked },
  identity: { basis: 'legal_obligation', why: whoeverRelies },
}

/** What holds for a purpose: what it says itself, and the usual where it says nothing. */
export const settledRetention = (said: Retention | undefined, usual: UsualRetention): SettledRetention =>
  Object.fromEntries(keptKinds.map(kind => [kind, settledRule(kind, said, usual)])) as Record<
    KeptKind,
    SettledRule
  >

function settledRule(kind: KeptKind, said: Retention | undefined, usual: UsualRetention): SettledRule {
  const own = said?.[kind]
  if (own) return { ...own, by: 'purpose' }
  return { ...usualReason[kind], kept: usual[kind], end: endsOf[kind][0], by: 'setting' }
}

/** The kinds that are to be kept for longer than who it was, which goes with all that is known of her. */
export const outlivingIdentity = (said: Retention): readonly KeptKind[] => {
  const who = said.identity
  if (!who || who.kept === 'always') return []
  const { kept } = who
  return keptKinds.filter(kind => {
    const rule = said[kind]
    return rule !== undefined && (rule.kept === 'always' || !isWithin(rule.kept, kept))
  })
}
