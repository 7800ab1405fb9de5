import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { detailFault } from '../../../server/domain/registry/detail-fault.ts'
import { type DetailSchema, valuePaths } from '../../../server/domain/registry/detail-schema.ts'
import { commonDetails, coversDetails } from '../../../server/domain/registry/authorization-detail.ts'

const money: DetailSchema = {
  type: 'object',
  properties: {
    value: { type: 'string', pattern: '^[0-9]+\\.[0-9]{2}$' },
    currency: { type: 'string', enum: ['NOK', 'EUR'] },
  },
  required: ['value', 'currency'],
  additionalProperties: false,
}

const payment: DetailSchema = {
  type: 'object',
  properties: {
    type: { const: 'pay', type: 'string' },
    payee: { type: 'string', minLength: 2, maxLength: 10 },
    amount: money,
    accounts: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    },
    times: { type: 'integer', minimum: 1, exclusiveMaximum: 4 },
    rate: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    urgent: { type: 'boolean' },
    day: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    home: { type: 'string', format: 'uri' },
    id: { type: 'string', format: 'uuid' },
    mail: { type: 'string', format: 'email' },
  },
  required: ['type', 'payee'],
  additionalProperties: false,
}

const good = { type: 'pay', payee: 'Øst AS' }

/** Values of each member, fit and unfit. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  type: ['pay', 'paid', 7, null],
  payee: ['Øst', 'x', '', '🙂🙂', '12345678901', '🙂'.repeat(10), ['a'], null],
  amount: [
    { value: '1.00', currency: 'NOK' },
    { value: '1', currency: 'NOK' },
    { value: '1.00\n', currency: 'NOK' },
    { value: '1.00', currency: 'nok' },
    { value: '1.00' },
    { value: '1.00', currency: 'NOK', more: 1 },
    [],
    'x',
    null,
  ],
  accounts: [['a'], ['a', 'b', 'c'], [], ['a', 'b', 'c', 'd'], ['a', 'a'], ['a', 1], [''], {}, 'a'],
  times: [1, 3, 0, 4, 1.5, '1', 2.0, -1, true],
  rate: [0.1, 1, 0, 1.1, -0.1, 1e-9, '0.5'],
  urgent: [true, false, 'true', 0, null],
  day: ['2026-02-28', '2028-02-29', '2026-02-29', '2026-2-1', '2026-13-01', ''],
  at: [
    '2026-01-01T12:00:00Z',
    '2026-01-01T12:00:00.5+01:00',
    '2026-01-01',
    '2026-02-30T12:00:00Z',
    '2026-01-01T24:00:00Z',
  ],
  home: ['https://a.example/x?y#z', 'urn:a:b', 'a.example', '/x', 'https://a b', 'https://a.example/<b>'],
  id: ['123e4567-e89b-12d3-a456-426614174000', '123e4567e89b12d3a456426614174000', 'x'],
  mail: ['kari@example.no', 'kari', '@example.no', 'kari@', 'a b@example.no'],
}

describe('A detail as its schema says', () => {
  const judge = new Ajv2020({ formats: fullFormats }).compile(payment)

  for (const [name, all] of Object.entries(values)) {
    it(`is judged as a general JSON Schema validator does: ${name}`, () => {
      for (const value of all) {
        const detail = { ...good, [name]: value }
        const fault = detailFault(payment, detail)
        assert.equal(fault === undefined, judge(detail), `${JSON.stringify(value)}: ${fault}`)
      }
    })
  }

  it('has all that it must and nothing else', () => {
    for (const detail of [
      {},
      { type: 'pay' },
      { ...good, more: 1 },
      [],
      null,
      'pay',
      { ...good, toString: 1 },
    ]) {
      assert.equal(detailFault(payment, detail) === undefined, judge(detail), JSON.stringify(detail))
    }
    const sneaked = JSON.parse('{"type":"pay","payee":"Øst AS","__proto__":{"urgent":true}}')
    assert.match(detailFault(payment, sneaked) ?? '', /__proto__ is no member/)
  })

  it('is told what is wrong by its member, never by its value', () => {
    const fault = (changes: object) => detailFault(payment, { ...good, ...changes })
    assert.equal(
      fault({ amount: { value: '14842249091', currency: 'NOK' } }),
      'amount.value is not written as the type says',
    )
    assert.equal(fault({ accounts: ['a', ''] }), 'accounts.1 must have 1 characters at least')
    assert.equal(fault({ 'a"\n\\b': 1 }), 'a???b is no member of the type')
  })

  it('holds nothing that cannot be shown and kept: half characters, NUL, numbers that JSON does not carry', () => {
    const text: DetailSchema = { type: 'string' }
    for (const value of ['\ud800', 'a\0b', 'x'.repeat(1001)]) assert.ok(detailFault(text, value))
    assert.equal(detailFault(text, 'x'.repeat(1000)), undefined)
    const number: DetailSchema = { type: 'number' }
    for (const value of [2 ** 53, -(2 ** 53), Number.POSITIVE_INFINITY, Number.NaN]) {
      assert.ok(detailFault(number, value))
    }
  })

  it('has a path for each value, whatever lists it stands in', () => {
    const lines: DetailSchema = {
      type: 'object',
      properties: { lines: { type: 'array', items: money }, note: { type: 'string' } },
      additionalProperties: false,
    }
    assert.deepEqual(valuePaths(lines), ['lines.value', 'lines.currency', 'note'])
  })
})

describe('Details', () => {
  it('are the same in whatever order their members stand', () => {
    assert.ok(coversDetails([{ type: 'a', x: { b: 1, c: 2 } }], [{ x: { c: 2, b: 1 }, type: 'a' }]))
    assert.ok(!coversDetails([{ type: 'a', x: ['1', '2'] }], [{ type: 'a', x: ['2', '1'] }]))
  })

  it('cover what is among them, each as often as it is there', () => {
    const [one, other] = [{ type: 'a' }, { type: 'b' }]
    assert.ok(coversDetails([one, other], [other]))
    assert.ok(coversDetails([one, one], [one, one]))
    assert.ok(!coversDetails([one, other], [one, one]))
    assert.ok(coversDetails([], []))
    assert.deepEqual(commonDetails([one, other], [one, one, other]), [one, other])
  })
})
