import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { loadTexts } from '../../adapters/eta/texts.ts'
import { catalogue, type ProblemCode } from '../../server/domain/problem.ts'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { readability, sentencesOf, wordsOf } from '../../server/domain/text/readability.ts'
import { problemText } from '../../server/http/pages/problem-page.ts'

const root = new URL('../../', import.meta.url).pathname
const texts = loadTexts(`${root}views/texts`)
const keys = (language: Language) => [...texts[language].keys()].sort()
const placeholders = (text: string | undefined) => (text ?? '').match(/\{[a-z]+\}/g)?.sort() ?? []

function sourceOf(folder: string, extension: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(extension))
    .map(name => readFileSync(`${root}${folder}/${name}`, 'utf8'))
}

/** LIX says little of fewer. */
const fewestWords = 20

/** What stands on the page that one part of the catalogue is for, without labels. What papers say, Elhub has fixed. */
function proseByPage(language: Language): ReadonlyMap<string, string> {
  const sentences = [...texts[language]].filter(
    ([key, text]) => /[.!?:]$/.test(text) && !key.startsWith('elhub-document.'),
  )
  const pages = Map.groupBy(sentences, ([key]) => /^problem\.[\w-]+|^[\w-]+/.exec(key)?.[0] ?? key)
  return new Map([...pages].map(([page, told]) => [page, told.map(([, text]) => text).join('\n')]))
}

describe('texts', () => {
  for (const language of languages) {
    it(`has the same keys and placeholders in ${language} as in nb, none empty`, () => {
      assert.deepEqual(keys(language), keys('nb'))
      for (const [key, text] of texts[language]) {
        assert.notEqual(text.trim(), '', key)
        assert.deepEqual(placeholders(text), placeholders(texts.nb.get(key)), key)
      }
    })
  }

  for (const language of ['nb', 'nn'] as const) {
    it(`is easy to read in ${language}: LIX 35 at most, and no sentence of more than 25 words`, () => {
      const pages = proseByPage(language)
      assert.ok(pages.size > 15)
      for (const [page, prose] of pages) {
        const { words, lix } = readability(prose)
        if (words >= fewestWords) assert.ok(lix <= 35, `${page}: LIX ${lix}`)
        for (const sentence of sentencesOf(prose)) assert.ok(wordsOf(sentence).length <= 25, sentence)
      }
    })
  }

  it('keeps to one form of each word in nynorsk', () => {
    const otherForms = /(?<!\p{L})(blei|formål|gi|gir|gitt|svara|svarar)(?!\p{L})/iu
    for (const [key, text] of texts.nn) {
      if (!key.startsWith('elhub-document.')) assert.doesNotMatch(text, otherForms, key)
    }
  })

  it('has every key that a template names', () => {
    const named = sourceOf('views', '.eta').flatMap(view =>
      [...view.matchAll(/it\.t\('([\w.-]+)'/g)].map(match => match[1]!),
    )
    assert.ok(named.length > 40)
    for (const key of named) assert.ok(texts.nb.has(key), key)
  })

  it('has a twin of a power of attorney for no text that is not there, with the same placeholders', () => {
    for (const [key, text] of texts.nb) {
      if (!key.startsWith('authority.')) continue
      const twin = texts.nb.get(key.slice('authority.'.length))
      assert.ok(twin !== undefined, key)
      assert.deepEqual(placeholders(text), placeholders(twin), key)
    }
  })

  it('calls no power of attorney a consent on the pages and papers about one', () => {
    const about = /^(receipt|answered|detail|event|deletion|withdraw|withdrawn|consent-receipt)\./
    const ofSharing = /samtykke|opplysning|\bhente/i
    const elsewhere = /mine samtykker|samtykkeløsningen|samtykke receipt verify/gi
    for (const [key, text] of texts.nb) {
      if (!about.test(key) || texts.nb.has(`authority.${key}`)) continue
      assert.doesNotMatch(text.replace(elsewhere, ''), ofSharing, key)
    }
  })

  it('has words for everything that can go wrong', () => {
    for (const [code, kind] of Object.entries(catalogue)) {
      const spoken = problemText({ code: code as ProblemCode, kind })
      assert.ok(texts.nb.has(`problem.${spoken}.title`), code)
      assert.ok(texts.nb.has(`problem.${spoken}.text`), code)
    }
  })

  it('says nothing that no page uses', () => {
    const sources = [
      ...sourceOf('views', '.eta'),
      ...sourceOf('server', '.ts'),
      ...sourceOf('adapters', '.ts'),
    ].join('\n')
    const prefixes = [
      'problem.',
      'status.',
      'event.',
      'identity.',
      'consent.',
      'layout.language.',
      'consents.',
      'answered.',
    ]
    const ours = Object.keys(JSON.parse(readFileSync(`${root}views/texts/nb.json`, 'utf8')))
    const idle = ours.filter(
      key => !prefixes.some(prefix => key.startsWith(prefix)) && !sources.includes(`'${key}'`),
    )
    assert.deepEqual(idle, [])
  })
})
