import assert from 'node:assert/strict'
import request from 'supertest'
import { chooseLanguage } from '../../../server/http/pages/language.ts'
import { pageRoute } from '../../../server/http/pages/page-route.ts'
import { servePages } from '../../support/page-server.ts'

describe('choose-language', () => {
  it('takes ?lang before ui_locales before the cookie before Accept-Language', () => {
    const all = { lang: 'en', uiLocales: 'nn nb', cookie: 'nb', acceptLanguage: 'nn' }
    assert.equal(chooseLanguage(all), 'en')
    assert.equal(chooseLanguage({ ...all, lang: null }), 'nn')
    assert.equal(chooseLanguage({ cookie: 'nn', acceptLanguage: 'en' }), 'nn')
    assert.equal(chooseLanguage({ acceptLanguage: 'en' }), 'en')
  })

  it('speaks bokmål when no wish can be met', () => {
    assert.equal(chooseLanguage({}), 'nb')
    assert.equal(chooseLanguage({ lang: 'xx', uiLocales: 'se', acceptLanguage: 'de, fr;q=0.5' }), 'nb')
  })

  it('goes by the weights of Accept-Language and knows no-NO and nn-NO', () => {
    assert.equal(chooseLanguage({ acceptLanguage: 'de, en;q=0.5, nn-NO;q=0.9' }), 'nn')
    assert.equal(chooseLanguage({ acceptLanguage: 'no-NO, en;q=0.9' }), 'nb')
    assert.equal(chooseLanguage({ acceptLanguage: 'nb;q=0, en' }), 'en')
  })

  it('S42: takes __proto__ and constructor for languages nobody speaks', () => {
    for (const lang of ['__proto__', 'constructor']) assert.equal(chooseLanguage({ lang }), 'nb')
  })
})

describe('the language of a page', () => {
  const page = pageRoute({
    method: 'get',
    path: '/page',
    handle: async () => ({ view: 'logged-out', model: {} }),
  })
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages({ routes: [page] })
  })
  after(() => served.close())

  it('is remembered when it was chosen in the address', async () => {
    const chosen = await request(served.publicUrl).get('/page?lang=nn').expect(200)
    assert.match(chosen.text, /<html lang="nn"/)
    const cookie = String(chosen.headers['set-cookie']).split(';')[0]!
    const next = await request(served.publicUrl)
      .get('/page')
      .set('Cookie', cookie)
      .set('Accept-Language', 'en')
    assert.match(next.text, /<html lang="nn"/)
  })

  it('can be changed by a link on the page that keeps the rest of the address', async () => {
    const { text } = await request(served.publicUrl).get('/page?standing=ended')
    assert.match(text, /href="\/page\?standing=ended&amp;lang=en"/)
  })
})
