import assert from 'node:assert/strict'
import { parseRegistry } from '../../server/registry/parse-registry.ts'
import { toPurpose } from '../../server/registry/to-domain.ts'
import { everywhere, goodFile } from '../support/registry-file.ts'

describe('Retention in the declarative file', () => {
  const withRetention = (retention: object) => {
    const { purposes, ...rest } = goodFile()
    return JSON.stringify({ ...rest, purposes: purposes.map(one => ({ ...one, retention })) }, null, 2)
  }
  const why = everywhere('Because')
  const read = (retention: object) =>
    toPurpose(parseRegistry(withRetention(retention), 'f').purposes[0]!).retention
  const refusal = (retention: object): string => {
    try {
      read(retention)
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }

  it('says of each kind how long, on which basis, why, and what happens then', () => {
    const retention = {
      text: { kept: 'P3Y', basis: 'legal_obligation', why },
      uses: { kept: 'P1Y6M', basis: 'contract', why, end: 'delete' },
      notices: { kept: 'always', basis: 'consent', why },
    }
    assert.deepEqual(read(retention), {
      text: { ...retention.text, end: 'delete' },
      uses: retention.uses,
      notices: { ...retention.notices, end: 'delete' },
    })
    assert.equal(toPurpose(parseRegistry(JSON.stringify(goodFile()), 'f').purposes[0]!).retention, undefined)
  })

  const good = { kept: 'P3Y', basis: 'contract', why }
  const faults: readonly (readonly [what: string, retention: object, finding: RegExp])[] = [
    ['a kind that is none', { emails: good }, /retention\.emails: is not a member/],
    [
      'a period of hours',
      { text: { ...good, kept: 'PT3H' } },
      /text\.kept: must be always, or a period of whole days/,
    ],
    ['a period like those of consents', { text: { ...good, kept: '30d' } }, /text\.kept: must be always/],
    ['a basis that is none', { text: { ...good, basis: 'because' } }, /text\.basis: /],
    ['no basis', { text: { kept: 'P3Y', why } }, /text\.basis: /],
    ['a reason in one language', { text: { ...good, why: { nb: 'x' } } }, /text\.why\.nn: /],
    [
      'a text that is anonymised',
      { text: { ...good, end: 'anonymise' } },
      /text\.end: must be delete for text/,
    ],
    [
      'what outlives the person’s key',
      { words: { ...good, kept: 'P5Y' }, identity: good },
      /words\.kept: must not be kept for longer than identity/,
    ],
  ]
  for (const [what, retention, finding] of faults) {
    it(`refuses ${what}`, () => assert.match(refusal(retention), finding))
  }
})
