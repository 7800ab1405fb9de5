import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { markdownIt } from '../../../adapters/markdown/markdown-it.ts'

const { render } = markdownIt()
const allowed = new Set(['p', 'ul', 'ol', 'li', 'a', 'strong', 'em'])

describe('markdown', () => {
  it('fills in names whatever their case, once, and leaves those without a value', () => {
    const { html, text } = render('Inntekt {INNtektsaar} for {hvem} og {ukjent}', {
      inntektsaar: '{hvem}',
      Hvem: 'deg',
    })
    assert.equal(html, '<p>Inntekt {hvem} for deg og {ukjent}</p>\n')
    assert.equal(text, 'Inntekt {hvem} for deg og {ukjent}')
  })

  it('A154: shows what a value holds as it is: no element, no link, no mark', () => {
    const value = '<b>x</b>[y](https://evil.example) **z** <https://evil.example>'
    const { html, text } = render('Verdi: {v}', { v: value })
    const $ = load(html)
    assert.equal($('a, b, strong').length, 0)
    assert.equal($('p').text(), `Verdi: ${value}`)
    assert.equal(text, `Verdi: ${value}`)
  })

  it('puts no value into an address', () => {
    const { html } = render('[her](https://skatt.example/{v})', { v: '/../evil' })
    assert.match(html, /href="https:\/\/skatt\.example\/%7Bv%7D"/)
  })

  it('gives nothing but a few elements, and links only to where they may lead', () => {
    const source = [
      '# Overskrift',
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) ![d](https://x.example/p.png)',
      '[god](https://skatt.example) [post](mailto:a@b.example)',
      '- **en**\n- *to*\n\n1. tre\n2. fire',
      '```\nkode\n```',
      '> sitat',
    ].join('\n\n')
    const $ = load(render(source, {}).html, null, false)
    const names = $('*')
      .toArray()
      .map(element => $(element).prop('tagName')?.toLowerCase() ?? '')
    assert.deepEqual(
      names.filter(name => !allowed.has(name)),
      [],
    )
    const links = $('a')
      .toArray()
      .map(link => $(link).attr('href'))
    assert.deepEqual(links, ['https://x.example/p.png', 'https://skatt.example', 'mailto:a@b.example'])
    assert.equal($('a').attr('rel'), 'noopener noreferrer')
  })

  it('says the same in plain words', () => {
    const { text } = render('Vi henter:\n\n- **lønn**\n- [gjeld](https://x.example)\n\n1. en\n2. to', {})
    assert.equal(text, 'Vi henter:\n- lønn\n- gjeld (https://x.example)\n1. en\n2. to')
  })

  it('is not slow on nested brackets and stars', () => {
    const began = process.cpuUsage()
    for (const piece of ['[', '*a ', '![](', '**', '- ']) render(piece.repeat(10_000 / piece.length), {})
    assert.ok(process.cpuUsage(began).user < 1e6)
  })
})
