import type { PdfValue } from '../../../adapters/pdf/common/pdf-value.ts'

export type Entries = Readonly<Record<string, PdfValue | string | undefined>>

/** A value as it may stand in a file. */
export function printValue(value: PdfValue): string {
  if (value === null || typeof value !== 'object') return String(value)
  if (value.kind === 'name') return `/${value.name}`
  if (value.kind === 'reference') return `${value.number} ${value.generation} R`
  if (value.kind === 'string') return `<${Buffer.from(value.bytes).toString('hex')}>`
  if (value.kind === 'array') return `[${value.items.map(printValue).join(' ')}]`
  if (value.kind === 'dictionary') return printDictionary(value.entries)
  throw new Error('A stream does not stand inside a value')
}

export const printDictionary = (entries: ReadonlyMap<string, PdfValue>, changes: Entries = {}): string => {
  const kept = [...entries].filter(([key]) => !(key in changes))
  const changed = Object.entries(changes).filter(([, value]) => value !== undefined)
  const all = [...kept, ...changed].map(
    ([key, value]) => `/${key} ${typeof value === 'string' ? value : printValue(value!)}`,
  )
  return `<< ${all.join(' ')} >>`
}

/** A stream as it stands between `obj` and `endobj`. */
export const printStream = (data: Uint8Array | string, dictionary = ''): string =>
  `<< ${dictionary} /Length ${data.length} >>\nstream\n${Buffer.from(data).toString('latin1')}\nendstream`
