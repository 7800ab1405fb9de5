import type { ExportedParty } from '../../domain/exported-party.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import { dateAndTime } from '../dates.ts'
import type { Found } from './everything-json.ts'
import type { Exporting } from './exporting.ts'

interface ReadMe extends Exporting {
  readonly exported: ExportedParty
  readonly found: Found
  /** How many files of documents there are. */
  readonly documents: number
}

/** What is in the file and how it is read, in plain words. */
export function readMe(renderer: Pick<PageRenderer, 'text'>, all: ReadMe): string {
  const { exported, found, documents, language, issuer, at } = all
  const t = (key: string, values?: Readonly<Record<string, string>>) =>
    renderer.text(`everything.readme.${key}`, language, values)
  const count = (key: string, number: number, of: number) =>
    number === of ? [] : [t(key, { number: String(number), of: String(of) })]
  return [
    t('title', { name: exported.about.displayName || exported.about.id }),
    t('made', { at: dateAndTime(at, language), issuer }),
    [
      t('files'),
      t('json'),
      t('receipts'),
      ...count('newest-receipts', found.receipts, found.consents),
      ...(documents > 0 ? [t('documents')] : []),
      ...count('newest-documents', documents, exported.documents.length),
    ].join('\n'),
    [t('inside'), ...members.map(name => t(`member.${name}`))].join('\n'),
    ...(exported.own ? [] : [t('not-own')]),
    t('elsewhere'),
    t('check', { issuer }),
    t('questions', { issuer }),
    t('private'),
    '',
  ].join('\n\n')
}

const members = [
  'person',
  'logins',
  'consents',
  'requests',
  'powers',
  'support',
  'documents',
  'ledger',
] as const
