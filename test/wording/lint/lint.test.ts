import assert from 'node:assert/strict'
import { lintEntry, lintPurpose } from '../../../server/wording/lint/lint-entry.ts'
import type { LintFinding } from '../../../server/wording/lint/lint-finding.ts'
import { lintPage } from '../../../server/wording/lint/lint-page.ts'
import type { Language } from '../../../server/domain/text/text.ts'

const lines = (findings: readonly LintFinding[]) =>
  findings.map(({ where, language, what }) => `${where} ${language ?? '-'}: ${what}`)

describe('the linter', () => {
  const page = (text: string, language: Language = 'nb') =>
    lintPage({ where: 'p', language, text }).map(({ what }) => what)

  it('finds Norwegian that is hard to read, and does not judge English by the same number', () => {
    const hard = 'Myndighetsinformasjonsbehandling gjennomføres rettighetsbasert ovenfor samtykkegiveren.'
    assert.deepEqual(page(hard), ['LIX 105, at most 35 is the aim'])
    assert.deepEqual(page(hard, 'nn'), ['LIX 105, at most 35 is the aim'])
    assert.deepEqual(page(hard, 'en'), [])
    assert.deepEqual(page('Banken vil se hva du tjener. Du kan si nei.'), [])
  })

  it('finds a sentence of more than 25 words, and none of 25', () => {
    const sentence = (words: number) => `${'og det '.repeat(words / 2)}${words % 2 ? 'var' : ''}`.trim()
    assert.deepEqual(page(sentence(25)), [])
    assert.deepEqual(page(sentence(26)), ['a sentence of 26 words: “og det og det og det …”'])
  })

  it('finds keys of machines, and takes no addresses, times and names for them', () => {
    const raw = 'INNTEKTSAAR: 2025. Les debt.unsecured.presentation og example_income for {CoveredBy}.'
    assert.deepEqual(
      page(raw).filter(what => what.endsWith('is a key, not a word')),
      ['INNTEKTSAAR', 'debt.unsecured.presentation', 'example_income', '{CoveredBy}'].map(
        key => `${key} is a key, not a word`,
      ),
    )
    const good =
      'BANK EKSEMPEL AS: Du kan se https://www.bank.example/a_b. Du kan skrive til ola.nord@bank.example, f.eks. kl. 14:05.'
    assert.deepEqual(page(good), [])
  })

  it('finds what one language drops of another: a placeholder, or a whole translation', () => {
    const title = { nb: 'Del med {CoveredBy}?', nn: 'Del med {coveredby}?', en: 'Share?' }
    assert.deepEqual(lines(lintEntry('t', { title: { person: title } })), [
      't: title.person en: drops {coveredby}',
    ])
    const same = (nb: string, en: string) => ({ text: { nb, nn: nb, en } })
    assert.deepEqual(lines(lintEntry('t', same('Du får ingen råd her.', 'Du får ingen råd her.'))), [
      't: text en: says the same as in bokmål: a translation is missing',
      't nn: says the same as in bokmål: a translation is missing',
    ])
    assert.deepEqual(lintEntry('t', same('Spot', 'Spot')), [])
    const two = {
      a: same('Svarer du ja, skjer det.', 'It will.'),
      b: { nb: 'Ho og ho', nn: 'Hun og ho', en: 'Her' },
    }
    assert.deepEqual(
      lines(
        lintEntry('t', { ...two, c: { nb: 'Hva skal du gjøre?', nn: 'Kva skal du gjere?', en: 'What?' } }),
      ),
      [],
    )
  })

  it('finds a purpose that is missing, or says only what stands beside it', () => {
    const text = (nb: string) => ({ nb, nn: `${nb} nynorsk`, en: `${nb} english` })
    const beside = [text('Inntektsopplysninger'), text('Hva du har tjent i fjor')]
    const judged = (purpose: Parameters<typeof lintPurpose>[0]['purpose']) =>
      lines(lintPurpose({ where: 'r', purpose, beside }))
    assert.deepEqual(judged(undefined), ['r -: has no purpose: nothing says what the information is for'])
    assert.deepEqual(judged(text('For å avgjøre om du får lån')), [])
    const circular = 'the purpose only repeats the title or the description: say what the information is for'
    assert.deepEqual(judged({ ...text('For å gi deg lån'), nb: 'Tjent i fjor du har.' }), [
      `r nb: ${circular}`,
    ])
  })
})
