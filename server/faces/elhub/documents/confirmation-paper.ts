import type { Language } from '../../../domain/text/text.ts'
import type { Paper, PaperFact } from '../../../ports/documents/document-renderer.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'

/** What the customer is asked to confirm. */
export interface Agreement {
  readonly process: 'change' | 'move-in'
  readonly customer: string
  readonly address: string
  readonly meterNumber?: string
  readonly meteringPointId: string
  readonly supplier: string
  readonly contract: string
  /** `2026-03-31`. */
  readonly moveInDate?: string
}

export interface PaperOptions {
  readonly language: Language
  /** What people call the service: `Elhub`. */
  readonly service: string
  readonly author: string
  readonly testNotice: boolean
  readonly createdAt: Date
}

/** Fills in the words on paper with the texts of `views/texts/elhub-document.*.json`. */
export const confirmationPaper =
  ({ text }: Pick<PageRenderer, 'text'>) =>
  (agreement: Agreement, { language, service, author, testNotice, createdAt }: PaperOptions): Paper => {
    const say = (key: string): string => text(`elhub-document.${key}`, language, { service })
    const { process } = agreement
    return {
      language,
      author,
      createdAt,
      title: say(`${process}.title`),
      facts: factsOf(agreement, say),
      introduction: [say(`${process}.reason`), say('confirms')],
      points: [say('deadline'), say(`${process}.otherwise`), say(`${process}.once`), say('visible')],
      closing: [say('more')],
      ...(testNotice && { testNotice: say('test') }),
    }
  }

function factsOf(agreement: Agreement, say: (key: string) => string): PaperFact[] {
  const { customer, address, meterNumber, meteringPointId, supplier, contract, moveInDate } = agreement
  const facts = {
    customer,
    address,
    'meter-number': meterNumber,
    'metering-point-id': meteringPointId,
    supplier,
    contract,
    'move-in-date': moveInDate && toNorwegianDate(moveInDate),
  }
  return Object.entries(facts).flatMap(([name, value]) =>
    value ? [{ label: say(`label.${name}`), value }] : [],
  )
}

/** `31.03.2026`, in every language. */
const toNorwegianDate = (date: string): string => date.split('-').reverse().join('.')
