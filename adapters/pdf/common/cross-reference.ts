import type { PdfDictionary } from './pdf-value.ts'

/** Where an object is: nowhere, in the file, or in an object stream. */
export type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'within'; readonly container: number; readonly index: number }

/** One cross-reference section. */
export interface CrossReference {
  readonly entries: ReadonlyMap<number, Entry>
  readonly trailer: PdfDictionary
  /** Where the section ends in the file. */
  readonly to: number
}

export const mostObjects = 100_000
