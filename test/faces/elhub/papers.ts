import { fileURLToPath } from 'node:url'
import { loadTexts } from '../../../adapters/eta/texts.ts'
import type { Language } from '../../../server/domain/text/text.ts'
import {
  type Agreement,
  confirmationPaper,
  type PaperOptions,
} from '../../../server/faces/elhub/documents/confirmation-paper.ts'
import type { Paper } from '../../../server/ports/documents/document-renderer.ts'
import { noon } from '../../support/fixtures.ts'

const texts = loadTexts(fileURLToPath(new URL('../../../views/texts', import.meta.url)))

const text = (key: string, language: Language, values: Readonly<Record<string, string>> = {}): string =>
  texts[language].get(key)!.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name]!)

export const agreement: Agreement = {
  process: 'change',
  customer: 'Kari Eksempel',
  address: 'Prøveveien 7, 0150 Oslo',
  meterNumber: '6970631400000001',
  meteringPointId: '300362000000000008',
  supplier: 'Fjordkraftprøve AS',
  contract: 'Spot',
}

const options: PaperOptions = {
  language: 'nb',
  service: 'Elhub',
  author: 'Elhub AS',
  testNotice: false,
  createdAt: noon,
}

/** A paper to confirm, as the pages have it with everything that is not said otherwise. */
export const paperOf = (changes: Partial<Agreement & PaperOptions> = {}): Paper =>
  confirmationPaper({ text })({ ...agreement, ...changes }, { ...options, ...changes })
