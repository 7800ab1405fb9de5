import type { Language } from '../../../domain/text/text.ts'
import { writerOf } from '../../../wording/authority.ts'
import { nameAndNumber } from '../../../wording/shown-party.ts'
import { sectionText } from '../../../wording/shown-text.ts'
import type { FaceTools } from '../../face-module.ts'
import type { grantPage } from './grant-page.ts'
import type { DeletionLine } from './shown-deletion.ts'
import type { ShownAct } from './support-acts.ts'

type Page = Awaited<ReturnType<typeof grantPage>>

interface Told {
  readonly grant: Page
  /** Whether the ledger does not bear out what is stored. */
  readonly altered: boolean
  /** What the support desk did to it. */
  readonly acts: readonly ShownAct[]
}

/** All that the page of a consent says, as plain text in the page's order. */
export function grantText(
  { renderer }: Pick<FaceTools, 'renderer'>,
  { grant, altered, acts }: Told,
  language: Language,
): string {
  const { text } = writerOf(renderer, grant)
  const t: Write = (key, values) => text(key, language, values)
  const part = (heading: string, lines: readonly string[]) => [t(heading), ...lines].join('\n')
  return [
    t('detail.title', { asker: grant.asker.name }),
    ...(altered ? [t('detail.altered')] : []),
    ...(grant.suspended ? [t('detail.suspended', { asker: grant.asker.name })] : []),
    ...(grant.withdrawn ? [part('withdrawn.title', withdrawal(grant, t))] : []),
    facts(grant, t).join('\n'),
    ...(grant.deletion ? [part('deletion.title', grant.deletion.map(deletionLine))] : []),
    part('detail.scopes', given(grant, t)),
    sectionText(grant.privacy),
    ...(grant.read
      ? [part('detail.read', [grant.read.isGone ? t('detail.read.gone') : grant.read.text])]
      : []),
    part(
      'detail.uses',
      grant.uses.length === 0
        ? [t(grant.usesGone ? 'detail.uses.gone' : 'detail.uses.none')]
        : grant.uses.map(({ at, text: use, onBehalf }) => `${at}: ${use}${onBehalf ? ` (${onBehalf})` : ''}`),
    ),
    part(
      'detail.history',
      grant.history.map(({ at, what, who }) => `${at}: ${what}${who ? ` (${who})` : ''}`),
    ),
    ...(acts.length > 0
      ? [
          part(
            'support.heading',
            acts.map(act => actText(act, t)),
          ),
        ]
      : []),
  ].join('\n\n')
}

type Write = (key: string, values?: Readonly<Record<string, string>>) => string

const withdrawal = (
  { asker: { name: asker }, told, mayHaveFetched, deletion }: Page,
  t: Write,
): readonly string[] => [
  t('withdrawn.effect', { asker }),
  ...told.map(({ receiver, at }) =>
    at ? t('withdrawn.told', { receiver, at }) : t('withdrawn.unreached', { receiver }),
  ),
  ...(mayHaveFetched && !deletion ? [t('withdrawn.kept', { asker })] : []),
]

function facts(grant: Page, t: Write): readonly string[] {
  const { asker, knownAs, handler, of } = grant
  const validity = grant.singleUse ? 'detail.validity.once' : 'detail.validity.many'
  const end = grant.over ?? t(validity, { to: grant.to })
  return [
    fact(t('detail.status'), grant.status.text),
    ...(of ? [fact(t('detail.of'), nameAndNumber(of))] : []),
    fact(t('detail.asker'), nameAndNumber(asker)),
    ...(knownAs === undefined ? [] : [fact(t('detail.known-as'), knownAs)]),
    ...(handler ? [fact(t('detail.handler'), nameAndNumber(handler))] : []),
    ...(grant.purpose ? [fact(t('detail.purpose'), grant.purpose.name)] : []),
    fact(t(of ? 'detail.given-for' : 'detail.given'), grant.given),
    fact(t(grant.over ? 'detail.over' : 'detail.validity'), end),
  ]
}

const actText = ({ at, what, reason }: ShownAct, t: Write): string =>
  [`${at}: ${what}`, ...(reason === undefined ? [] : [t('support.because', { reason })])].join('. ')

const fact = (label: string, value: string): string => `${label}: ${value}`

const given = ({ scopes, identity }: Page, t: Write): readonly string[] => [
  ...scopes.flatMap(({ intro, what }) => [intro, ...what.map(item)]),
  ...(identity.length > 0 ? [t('consent.what.identity'), ...identity.map(item)] : []),
]

const deletionLine = ({ text, quote }: DeletionLine): string => (quote ? `${text} ${quote.text}` : text)

const item = (text: string): string => `- ${text}`
