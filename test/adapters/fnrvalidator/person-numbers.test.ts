import assert from 'node:assert/strict'
import { personNumbers } from '../../../adapters/fnrvalidator/person-numbers.ts'

/** Made here: control digits for nine digits, `undefined` when there are none. */
function withControlDigits(nine: string): string | undefined {
  const digit = (text: string, weights: readonly number[]): number =>
    (11 - (text.split('').reduce((sum, figure, index) => sum + Number(figure) * weights[index]!, 0) % 11)) %
    11
  const first = digit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
  const second = digit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  return first < 10 && second < 10 ? `${nine}${first}${second}` : undefined
}

const numberOf = (date: string): string => {
  for (let individual = 0; individual < 100; individual++) {
    const number = withControlDigits(`${date}${String(individual).padStart(3, '0')}`)
    if (number) return number
  }
  throw new Error('There is none')
}

const everywhere = ['010170', '410170']
const synthetic = ['018170', '418170', '014170', '016670', '017770']
const nowhere = ['320170', '001370', '018070', '019370', '017870']

describe('national identity numbers', () => {
  const production = personNumbers({ synthetic: false })
  const test = personNumbers({ synthetic: true })

  it('are good with a date, and D-numbers, too', () => {
    for (const date of everywhere) {
      assert.equal(production.isGood(numberOf(date)), true, date)
      assert.equal(test.isGood(numberOf(date)), true, date)
    }
  })

  it('are good with the months of the test registers, outside production', () => {
    for (const date of synthetic) {
      assert.equal(production.isGood(numberOf(date)), false, date)
      assert.equal(test.isGood(numberOf(date)), true, date)
    }
  })

  it('are not good without a date, or with a wrong control digit, or another length', () => {
    for (const date of nowhere) assert.equal(test.isGood(numberOf(date)), false, date)
    for (const number of ['14842249092', '14842249081', '1484224909', '148422490911', '', 'abcdefghijk'])
      assert.equal(test.isGood(number), false, number)
  })
})
