/** A value as it is in a PDF file. Dictionaries are maps, so that no key is mistaken for a property. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReference
  | PdfArray
  | PdfDictionary
  | PdfStream

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

/** `from` and `to` are where it is, delimiters and all, in the bytes that it was read from. */
export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

export interface PdfReference {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}

export interface PdfArray {
  readonly kind: 'array'
  readonly items: readonly PdfValue[]
}

export interface PdfDictionary {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfValue>
}

/** `data` is as it is in the file: still encoded. */
export interface PdfStream {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  readonly data: Uint8Array
}

type Kinds = {
  name: PdfName
  string: PdfString
  reference: PdfReference
  array: PdfArray
  dictionary: PdfDictionary
  stream: PdfStream
}

/** The value when it is of that kind. */
export function ofKind<Kind extends keyof Kinds>(
  value: PdfValue | undefined,
  kind: Kind,
): Kinds[Kind] | undefined {
  return typeof value === 'object' && value?.kind === kind ? (value as Kinds[Kind]) : undefined
}

export const isName = (value: PdfValue | undefined, name: string): boolean =>
  ofKind(value, 'name')?.name === name
