import assert from 'node:assert/strict'
import { Problem } from '../../../server/domain/problem.ts'
import { untilFurtherNotice } from '../../../server/domain/rights/party-right.ts'
import {
  readRight,
  readSource,
  vouchFor,
  type WrittenRight,
} from '../../../server/domain/rights/stated-right.ts'
import { at, bank, kari, noon } from '../../support/fixtures.ts'

const two = { actor: '14842249091', on_behalf_of: '29868099311' }

describe('a right as it is written', () => {
  it('is for everything about consents, from its registration until further notice, where nothing else is said', () => {
    const { actor, onBehalfOf, ...rest } = readRight(two)
    assert.deepEqual([actor.kind, actor.value, onBehalfOf.value], ['person', two.actor, two.on_behalf_of])
    assert.deepEqual(rest, {
      resource: 'consents',
      action: '*',
      kind: 'other',
      from: undefined,
      to: untilFurtherNotice,
      document: undefined,
    })
  })

  it('is read with all that it says', () => {
    const read = readRight({
      ...two,
      on_behalf_of: ' 810419512 ',
      resource: 'https://debt.example',
      action: 'Debt.Read',
      kind: 'role',
      valid_from: '2026-12-01',
      valid_to: '2027-06-30',
      document_name: 'Firmaattest.pdf',
      document_sha256: 'AB'.repeat(32),
      document_reference: 'sak 12/345',
    })
    assert.equal(read.onBehalfOf.kind, 'organization')
    assert.deepEqual([read.action, read.kind], ['debt.read', 'role'])
    assert.deepEqual(
      [read.from, read.to],
      [new Date('2026-11-30T23:00:00Z'), new Date('2027-06-30T22:00:00Z')],
    )
    assert.deepEqual(read.document, {
      name: 'Firmaattest.pdf',
      sha256: 'ab'.repeat(32),
      reference: 'sak 12/345',
    })
    const moments = { valid_from: '2026-12-01T10:00:00Z', valid_to: '2026-12-01T12:00:00.5+01:00' }
    assert.equal(readRight({ ...two, ...moments }).to.toISOString(), '2026-12-01T11:00:00.500Z')
  })

  const faults: readonly [member: string, written: WrittenRight][] = [
    ['actor', { ...two, actor: '1484224909' }],
    ['actor', { on_behalf_of: two.actor }],
    ['on_behalf_of', { ...two, on_behalf_of: 'Kari' }],
    ['on_behalf_of', { ...two, on_behalf_of: two.actor }],
    ['resource', { ...two, resource: 'two words' }],
    ['action', { ...two, action: 'æ' }],
    ['kind', { ...two, kind: 'friend' }],
    ['valid_from', { ...two, valid_from: '2026-02-30' }],
    ['valid_from', { ...two, valid_from: '1.12.2026' }],
    ['valid_to', { ...two, valid_to: '2026-12-01 12:00' }],
    ['valid_to', { ...two, valid_from: '2026-12-02', valid_to: '2026-12-01' }],
    ['document_name', { ...two, document_name: 'x'.repeat(201) }],
    ['document_reference', { ...two, document_reference: 'a\nb' }],
    ['document_sha256', { ...two, document_sha256: 'abc' }],
  ]
  for (const [index, [member, written]] of faults.entries()) {
    it(`is refused with the member at fault, and without what it says (${index + 1}: ${member})`, () => {
      assert.throws(
        () => readRight(written),
        (error: Problem) => {
          assert.deepEqual([error.code, error.pointer], ['right.malformed', `/${member}`])
          return !/\d{11}|Kari/.test(error.message)
        },
      )
    })
  }

  it('begins as the one that stands does, where it does not say when', () => {
    const sides = { actor: kari, onBehalfOf: bank, source: 'desk', now: at(5000) } as const
    const before = { validity: { from: noon, to: at(9000) } }
    assert.deepEqual(vouchFor(readRight(two), { ...sides, before }).validity.from, noon)
    assert.deepEqual(vouchFor(readRight(two), { ...sides, before: undefined }).validity.from, at(5000))
    const past = readRight({ ...two, valid_to: '2020-01-01' })
    assert.throws(() => vouchFor(past, { ...sides, before: undefined }), Problem)
  })

  it('comes from a source with a name', () => {
    assert.equal(readSource('register:brreg.roles'), 'register:brreg.roles')
    for (const wrong of ['desk', 'file:', 'file:Verger', 'list:a', `file:${'a'.repeat(64)}`]) {
      assert.throws(() => readSource(wrong), Problem)
    }
  })
})
