import assert from 'node:assert/strict'
import { readability, sentencesOf, wordsOf } from '../../../server/domain/text/readability.ts'

describe('readability', () => {
  it('is words in a sentence and long words out of a hundred', () => {
    const text = 'Banken vil hente inntekten din. Du kan si nei.'
    assert.deepEqual(readability(text), { words: 9, sentences: 2, lix: Math.round(4.5 + 100 / 9) })
  })

  it('counts a word of seven letters as long, and one of six as short', () => {
    assert.equal(readability('Gjelden.').lix, 101)
    assert.equal(readability('Banken.').lix, 1)
  })

  it('ends a sentence at a line, and not within a date, a time or an abbreviation', () => {
    assert.equal(sentencesOf('Hva skal deles?\nInntekt').length, 2)
    assert.equal(sentencesOf('Samtykket varer til 29. desember 2026 kl. 14.05, f.eks. her.').length, 1)
    assert.deepEqual(sentencesOf('Si «nei.» Du kan det! (Alltid.) Ja?'), [
      'Si «nei.»',
      'Du kan det!',
      '(Alltid.)',
      'Ja?',
    ])
  })

  it('takes figures for no words, and letters of every language for letters', () => {
    assert.deepEqual(wordsOf('29. desember 2026: e-post på bokmål, bank’s'), [
      'desember',
      'e-post',
      'på',
      'bokmål',
      'bank’s',
    ])
  })

  it('finds nothing hard in nothing', () => {
    assert.deepEqual(readability(' 12 – \n'), { words: 0, sentences: 0, lix: 0 })
  })
})
