import type { InflateBudget } from '../../common/inflate-budget.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind, type PdfStream } from '../../common/pdf-value.ts'

const packing = new Set(['FlateDecode', 'LZWDecode', 'RunLengthDecode'])

/**
 * Throws `PdfSyntaxError` for a stream that would swell beyond reason, though nothing here reads it, and for one that
 * ends earlier for programs that search for its end.
 */
export function checkStream({ dictionary, data }: PdfStream, budget: InflateBudget): void {
  if (Buffer.from(data.buffer, data.byteOffset, data.length).includes('endstream')) {
    throw new PdfSyntaxError('A stream with two ends')
  }
  const filter = dictionary.entries.get('Filter') ?? null
  const filters = ofKind(filter, 'array')?.items ?? (filter === null ? [] : [filter])
  const names = filters.map(one => ofKind(one, 'name')?.name)
  if (names.includes(undefined)) throw new PdfSyntaxError('A stream that does not say how it is packed')
  if (names.filter(name => packing.has(name!)).length > 1) {
    throw new PdfSyntaxError('A stream that is packed many times over')
  }
  if (isName(filters[0], 'FlateDecode')) budget.inflate(data)
}
