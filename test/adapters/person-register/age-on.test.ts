import assert from 'node:assert/strict'
import { ageOn } from '../../../adapters/person-register/age-on.ts'

const today = { year: 2026, month: 11, day: 21 }

describe('The age in a national identity number', () => {
  for (const [who, nin, age] of [
    ['the day before a birthday', '22110850000', 17],
    ['on a birthday', '21110850000', 18],
    ['a synthetic person, month + 80', '17831270160', 14],
    ['a synthetic person, month + 65', '17681270160', 14],
    ['a synthetic person, month + 40', '17431270160', 14],
    ['a D-number', '61110850000', 18],
    ['born in 1999', '21119949900', 27],
    ['born in 1940', '21114090000', 86],
    ['born in 1899', '21119974900', 127],
    ['born on 29 February', '29020850000', 18],
    ['of no century', '21114575000', undefined],
  ] as const) {
    it(`is ${age ?? 'not told'}: ${who}`, () => assert.equal(ageOn(nin, today), age))
  }
})
