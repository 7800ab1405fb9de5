import type { InflateBudget } from './inflate-budget.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { isName, ofKind, type PdfDictionary, type PdfStream, type PdfValue } from './pdf-value.ts'

/** The bytes of a stream that is stored as it is or deflated, with or without a predictor. Others throw. */
export function decodeStream({ dictionary, data }: PdfStream, budget: InflateBudget): Uint8Array {
  const filter = only(dictionary.entries.get('Filter'))
  if (filter === undefined) return data
  if (!isName(filter, 'FlateDecode')) throw new PdfSyntaxError('A filter that this place may not have')
  const parameters = ofKind(only(dictionary.entries.get('DecodeParms')), 'dictionary')
  return withoutPredictor(budget.inflate(data), parameters)
}

function withoutPredictor(rows: Uint8Array, parameters: PdfDictionary | undefined): Uint8Array {
  const number = (key: string, usual: number) => {
    const value = parameters?.entries.get(key)
    return typeof value === 'number' ? value : usual
  }
  const predictor = number('Predictor', 1)
  if (predictor === 1) return rows
  const columns = number('Columns', 1)
  const plain = number('Colors', 1) === 1 && number('BitsPerComponent', 8) === 8
  if (predictor < 10 || !plain || !Number.isInteger(columns) || columns < 1 || columns > 64) {
    throw new PdfSyntaxError('A predictor that this place may not have')
  }
  return undoPrediction(rows, columns)
}

function undoPrediction(rows: Uint8Array, columns: number): Uint8Array {
  const count = rows.length / (columns + 1)
  if (!Number.isInteger(count)) throw new PdfSyntaxError('Rows of unequal length')
  const plain = new Uint8Array(count * columns)
  for (let row = 0; row < count; row++) {
    const how = rows[row * (columns + 1)]!
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const left = column > 0 ? plain[at - 1]! : 0
      const up = row > 0 ? plain[at - columns]! : 0
      const corner = column > 0 && row > 0 ? plain[at - columns - 1]! : 0
      plain[at] = rows[row * (columns + 1) + 1 + column]! + predicted(how, { left, up, corner })
    }
  }
  return plain
}

interface Neighbours {
  readonly left: number
  readonly up: number
  readonly corner: number
}

function predicted(how: number, { left, up, corner }: Neighbours): number {
  if (how === 0) return 0
  if (how === 1) return left
  if (how === 2) return up
  if (how === 3) return (left + up) >> 1
  if (how === 4) return nearest(left + up - corner, { left, up, corner })
  throw new PdfSyntaxError('An unknown predictor')
}

function nearest(estimate: number, { left, up, corner }: Neighbours): number {
  const [toLeft, toUp, toCorner] = [left, up, corner].map(one => Math.abs(estimate - one)) as [
    number,
    number,
    number,
  ]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** The value itself, or the one item of an array. */
function only(value: PdfValue | undefined): PdfValue | undefined {
  const array = ofKind(value, 'array')
  if (!array) return value ?? undefined
  if (array.items.length > 1) throw new PdfSyntaxError('More filters than one')
  return array.items[0] ?? undefined
}
