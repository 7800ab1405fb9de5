import assert from 'node:assert/strict'
import type { Period } from '../../../server/domain/registry/period.ts'
import {
  keepEverything,
  outlivingIdentity,
  type RetentionRule,
  settledRetention,
} from '../../../server/domain/registry/retention.ts'

const rule = (kept: string): RetentionRule => ({
  kept: kept as Period,
  basis: 'contract',
  why: { nb: 'Avtalen', nn: 'Avtalen', en: 'The contract' },
  end: 'delete',
})

describe('What is kept of a consent that has ended', () => {
  it('is everything, always, where nobody says anything', () => {
    const settled = settledRetention(undefined, keepEverything)
    assert.ok(Object.values(settled).every(({ kept, by }) => kept === 'always' && by === 'setting'))
    assert.equal(settled.uses.end, 'anonymise')
    assert.match(settled.text.why.en, /article 7\(1\)/)
  })

  it('is as the purpose says, and as the settings say of what it does not name', () => {
    const usual = { ...keepEverything, words: 'P1Y' as Period, text: 'P1Y' as Period }
    const { text, words, documents } = settledRetention({ text: rule('P3Y') }, usual)
    assert.deepEqual([text.kept, text.basis, text.by], ['P3Y', 'contract', 'purpose'])
    assert.deepEqual([words.kept, words.by], ['P1Y', 'setting'])
    assert.equal(documents.kept, 'always')
  })

  it('does not outlive who it was about', () => {
    const said = { text: rule('P5Y'), words: rule('P3Y'), uses: rule('always'), identity: rule('P3Y') }
    assert.deepEqual(outlivingIdentity(said), ['text', 'uses'])
    assert.deepEqual(outlivingIdentity({ ...said, identity: rule('always') }), [])
    assert.deepEqual(outlivingIdentity({ text: rule('P5Y') }), [])
  })
})
