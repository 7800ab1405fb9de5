import type { PdfDictionary, PdfString } from '../../common/pdf-value.ts'

/** A signature field that has been signed. */
export interface PdfSignature {
  /** The object that is the field. */
  readonly field: number
  readonly dictionary: PdfDictionary
  readonly byteRange: readonly number[]
  readonly contents: PdfString
  readonly subFilter: string
  /** Index of the revision that it is in. */
  readonly revision: number
}

export const isDocumentTimeStamp = ({ subFilter }: PdfSignature): boolean => subFilter === 'ETSI.RFC3161'
