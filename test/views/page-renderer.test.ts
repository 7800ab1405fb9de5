import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { plainText } from '../../server/domain/text/plain-text.ts'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { renderer } from '../support/page-server.ts'
import { samples } from './samples.ts'

const hostile =
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202Egnp.exe\u0000\u200B javascript:alert(1)'

/** The model with every text in it replaced. */
function replaced(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text
  if (Array.isArray(value)) return value.map(one => replaced(one, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, text)]))
}

describe('page-renderer', () => {
  for (const [name, sample] of Object.entries(samples)) {
    it(`renders ${name} in every language with one h1, a title and a language`, () => {
      for (const language of languages) {
        const { view, ...model } = sample(language)
        const $ = load(renderer.page(view, language, model))
        assert.equal($('h1').length, 1)
        assert.equal($('html').attr('lang'), language)
        assert.ok(titleWithoutFault($('title').text(), language).startsWith($('h1').text()))
        assert.equal($('style, [style], [onclick], iframe').length, 0)
        assert.equal($('script').length, view === 'form-post' ? 1 : 0)
        assert.ok($('form').length <= 1)
        assert.doesNotMatch($('body').text(), /undefined|\[object|\{[a-z]+\}/)
      }
    })
  }

  it('links to the operator’s contact, an address on the web with an @ in it too', () => {
    const linkTo = (operatorContact: string) =>
      load(renderer.page('accessibility', 'nb', { operatorContact }))('.part a')
        .first()
        .attr('href')
    assert.equal(linkTo('help@operator.example'), 'mailto:help@operator.example')
    assert.equal(linkTo('https://social.example/@operator'), 'https://social.example/@operator')
  })

  it('S33: shows foreign text as text, without what hides it or turns it round', () => {
    for (const name of ['consent-request', 'consent-detail']) {
      const { view, ...model } = samples[name]!('nb')
      const shown = name === 'consent-request' ? { question: model.question } : { grant: model.grant }
      const hostileModel = { ...model, ...(replaced(shown, hostile) as object) }
      const html = renderer.page(view, 'nb', {
        ...hostileModel,
        ...(name === 'consent-detail' ? { grant: withStatus(hostileModel) } : {}),
      })
      const $ = load(html)
      assert.equal($('script, img[onerror]').length, 0)
      assert.match($('h1').text(), /<script>alert/)
      for (const unseen of ['\u202e', '\u0000', '\u200b']) assert.ok(!html.includes(unseen))
      for (const link of $('a').toArray()) assert.doesNotMatch($(link).attr('href') ?? '', /^javascript:/)
    }
  })

  it('S33: keeps no tower of combining marks and no endless text', () => {
    assert.equal(plainText(`a${'\u0301'.repeat(10_000)}b`), `a${'\u0301'.repeat(4)}b`)
    assert.equal(plainText('x'.repeat(5000), 100).length, 100)
    assert.equal(plainText('Ærlig åpen ø\nny linje'), 'Ærlig åpen ø\nny linje')
  })

  it('writes of a power of attorney where a text has a twin for it, and the text itself where it has none', () => {
    const { view, ...model } = samples['consent-detail']!('nb')
    const read = (more: object) => load(renderer.page(view, 'nb', { ...model, ...more }))('main').text()
    assert.match(read({}), /Hva samtykket gjelder/)
    const ofAuthority = read({ isPowerOfAttorney: true })
    assert.match(ofAuthority, /Hva fullmakten gjelder/)
    assert.match(ofAuthority, /Status/)
    assert.equal(renderer.ofAuthority.text('withdraw.keep', 'nn'), 'Behald fullmakta')
    assert.equal(renderer.ofAuthority.text('withdraw.confirm', 'nn'), 'Trekk tilbake')
  })

  it('does without the name of a person whose name nobody knows', () => {
    const html = renderer.page('logged-out', 'en', { person: { name: '' }, csrf: 'x' })
    assert.match(load(html)('[role=region]').text(), /^\s*Logged in\s/)
  })

  it('throws for a text that does not exist and for a placeholder without a value', () => {
    assert.throws(() => renderer.text('no.such.text', 'nb'), /no text/)
    assert.throws(() => renderer.text('constructor', 'nb'), /no text/)
    assert.throws(() => renderer.text('consent.title', 'nb'), /wants a value/)
  })

  it('does not fill placeholders that came with a value', () => {
    assert.equal(renderer.text('detail.title', 'en', { asker: '{asker} {x}' }), 'Consent to {asker} {x}')
  })
})

const titleWithoutFault = (title: string, language: Language): string => {
  const fault = renderer.text('faults.title', language, { title: '' })
  return title.startsWith(fault) ? title.slice(fault.length) : title
}

const withStatus = ({ grant }: Record<string, unknown>) => ({
  ...(grant as object),
  href: '/consents/1',
  read: { text: hostile, language: 'nb' },
})
