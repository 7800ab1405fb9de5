import assert from 'node:assert/strict'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import type { Question } from '../../server/domain/requests/question.ts'
import { inFigures } from '../../server/wording/dates.ts'
import { shownText } from '../../server/wording/shown-text.ts'

const question: Question = {
  language: 'nb',
  title: 'Vil du?',
  lead: 'Les først.',
  sections: [
    { heading: 'Hvem', paragraphs: ['SmekkFull Bank', 'På vegne av ingen.'], lists: [] },
    {
      heading: 'Hva',
      paragraphs: ['Dette:'],
      rich: [{ html: '<p>Alt <b>mulig</b></p>', text: 'Alt mulig' }],
      lists: [
        { intro: 'Fra Skatteetaten:', items: ['Inntekt', 'Formue'] },
        { intro: 'Fra innloggingen:', items: [] },
      ],
    },
    { heading: 'Tomt', paragraphs: [], lists: [] },
  ],
  accept: 'Ja',
  decline: 'Nei',
  details: [{ heading: 'Mer', paragraphs: ['Foldet sammen.'], lists: [] }],
}

describe('the text of a consent', () => {
  it('is every word of the question in the order of the page, unfolded or folded, and always the same bytes', () => {
    const { text, hash } = shownText(sha256, question, { template: 'a-page/1' })
    assert.equal(
      text,
      'Vil du?\n\nLes først.\n\nHvem\nSmekkFull Bank\nPå vegne av ingen.\n\nHva\nDette:\nAlt mulig\nFra Skatteetaten:\n' +
        '- Inntekt\n- Formue\nFra innloggingen:\n\nTomt\n\n[Ja] [Nei]\n\nMer\nFoldet sammen.',
    )
    assert.equal(hash, 'c61367af3134504f24750e5647354463f7183e3515e811ec077d2ed1a1a66589')
  })

  it('is any other text as it is', () => {
    const { text, hash } = shownText(sha256, 'Vil du?\n', { template: 'a-paper' })
    assert.deepEqual([text, hash], ['Vil du?\n', sha256('Vil du?\n')])
  })

  it('names the template, and the purpose where that gives words, too', () => {
    const purpose = { id: 'loan', version: 3 }
    assert.equal(shownText(sha256, '', { template: 'a-page/1' }).templateVersion, 'a-page/1')
    assert.equal(shownText(sha256, '', { template: 'a-page/1', purpose }).templateVersion, 'a-page/1 loan/3')
  })
})

describe('an instant in figures', () => {
  it('is what clocks in Oslo show, in every year that can be asked for', () => {
    assert.equal(inFigures(new Date('2027-01-31T11:00:59Z')), '31.01.2027 12:00')
    assert.equal(inFigures(new Date('2027-06-30T22:05:00Z')), '01.07.2027 00:05')
    assert.equal(inFigures(new Date('9999-12-31T23:59:59Z')), '01.01.10000 00:59')
  })
})
