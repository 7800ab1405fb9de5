import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { type CookieJar, cookieJar, type Visit } from '../../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../../server/demo/walk/html.ts'
import { onEachDatabase } from '../../support/database.ts'
import { documents, goodDocument } from '../../support/elhub-documents.ts'
import {
  answerOf,
  assertRefused,
  type ElhubWorld,
  goodRequest,
  grants,
  moveInOf,
  nins,
  requests,
  startElhubWorld,
} from '../../support/elhub-world.ts'
import { decisionsOf } from '../../support/shown-texts.ts'
import { undated } from '../../support/undated.ts'

const back = 'https://supplier.example/back?x=1&y=%20z'

onEachDatabase(
  'elhub: answering at the pages',
  database => {
    let world: ElhubWorld
    let telling: ElhubWorld
    let browser: CookieJar

    before(async () => {
      world = await startElhubWorld(database)
      telling = await startElhubWorld(database, { SAMTYKKE_ELHUB_REDIRECT_WITH_STATUS: 'true' })
    })
    beforeEach(() => {
      browser = cookieJar()
    })
    afterEach(() => world.app.clock.reset())
    after(async () => {
      await telling.close()
      await world.close()
    })

    const submit = (page: Visit, button: readonly [string, string], more: Record<string, string> = {}) => {
      const [name, value] = button
      const { action, fields } = findForm(page.body, page.url, { name, value })
      return browser.follow(action, {
        form: { ...fields, ...more, [name]: value },
        stopAt: 'https://supplier.example',
      })
    }
    const visit = async (id: string, { pid = nins.p1 as string, query = '', at = world } = {}) => {
      const login = await browser.follow(`${at.app.publicUrl}/authorization-requests/${id}${query}`)
      return submit(login, ['outcome', 'login'], { pid })
    }
    const text = ({ body }: Visit) => load(body)('main').text().replace(/\s+/g, ' ')
    const one = async (id: string) => (await world.get(`${requests}/${id}`)).body.data
    const put = () => world.put(goodRequest({ redirectURI: back }))

    it('shows who asks for what, in each language', async () => {
      const id = await put()
      const words = {
        nb: ['Kraft og Sønn vil bli strømleverandøren din', 'Målernummer: 6970631400000001', '(1 år)'],
        nn: ['Kraft og Sønn vil bli straumleverandøren din', 'Målarnummer: 6970631400000001', '(1 år)'],
        en: [
          'Kraft og Sønn wants to be your electricity supplier',
          'Meter number: 6970631400000001',
          '(1 year)',
        ],
      }
      const hashes: Readonly<Record<string, string>> = {
        nb: '4f80a83893dc7bb90367940acab2f6674fd9223a9e4248916ad549e1d60f5fe5',
        nn: '3338716357c8f7aa00472f989eabf0dbfbd40a84f4ab7995b667496113ec18e1',
        en: '5adbbe7bebd9be3c4e1b35b6cd5e8f232a287432c835d5d78b2f91144a0156ba',
      }
      const common = [
        'Kari Eksempel',
        'Prøveveien 7, 0150 Oslo',
        'Spot',
        '300362000000000008',
        'Fjordkraftprøve AS',
        '0107000000021',
        '455 261 619',
      ]
      for (const [language, wanted] of Object.entries(words)) {
        browser = cookieJar()
        const page = await visit(id, { query: `?lang=${language}` })
        for (const word of [...wanted, ...common])
          assert.ok(text(page).includes(word), `${language}: ${word} in ${text(page)}`)
        assert.equal(sha256(undated(text(page))), hashes[language])
      }
    })

    for (const [language, wanted] of [
      [
        'nb',
        [
          'Dette har leverandøren oppgitt: Strømavtale: Spot',
          'Dette står i registeret: Målernummer: 6970631400000001',
          'Når starter det? Leverandøren oppgir at avtalen starter 1. februar 2027.',
          'Kraft og Sønn får vite at du har svart nei.',
          'Strømavtalen har sin egen angrerett. Leverandøren oppgir at den varer i 14 dager.',
        ],
      ],
      [
        'nn',
        [
          'Dette har leverandøren oppgitt: Straumavtale: Spot',
          'Dette står i registeret: Målarnummer: 6970631400000001',
          'Når startar det? Leverandøren opplyser at avtalen startar 1. februar 2027.',
          'Kraft og Sønn får vite at du har svart nei.',
          'Straumavtalen har sin eigen angrerett. Leverandøren opplyser at han varer i 14 dagar.',
        ],
      ],
      [
        'en',
        [
          'This is what the supplier has stated: Electricity contract: Spot',
          'This is what the register says: Meter number: 6970631400000001',
          'When does it start? The supplier states that the contract starts on 1 February 2027.',
          'Kraft og Sønn is told that you said no.',
          'The electricity contract has a right of withdrawal of its own. The supplier states that it lasts 14 days.',
        ],
      ],
    ] as const) {
      it(`says in ${language} who says what, when it starts, whom a no is told, and how the contract is withdrawn from`, async () => {
        const told = { contractStartDate: '2027-02-01', contractWithdrawalDays: 14 }
        const page = text(await visit(await world.put(goodRequest(told)), { query: `?lang=${language}` }))
        for (const word of wanted) assert.ok(page.includes(word), `${word} in ${page}`)
      })
    }

    it('says nothing of a start or a right of withdrawal that the supplier has not stated', async () => {
      const page = text(await visit(await put()))
      assert.match(page, /Når starter det\? Det er ikke oppgitt noen dato/)
      assert.doesNotMatch(page, /angrerett/)
    })

    it('tells what the supplier has stated of the contract to nobody but the customer', async () => {
      const id = await world.put(goodRequest({ contractStartDate: '2027-02-01', contractWithdrawalDays: 14 }))
      const { meta } = await one(id)
      assert.ok(!('contractStartDate' in meta) && !('contractWithdrawalDays' in meta))
    })

    it('refuses a start that is no day and a right of withdrawal that is no number of days', async () => {
      for (const wrong of [{ contractStartDate: 'soon' }, { contractWithdrawalDays: 0 }]) {
        const { status } = await world.call('POST', requests, { body: goodRequest(wrong) })
        assert.equal(status, 400)
      }
    })

    it('accepts, which gives the same grant as the API does, and leads back to the address as it was given', async () => {
      const [here, there] = [await put(), await put()]
      const end = await submit(await visit(here), ['decision', 'accept'])
      assert.equal(end.url, back)
      await world.patch(there, answerOf(there, 'Accepted'))

      const [request, other] = [await one(here), await one(there)]
      assert.equal(request.attributes.status, 'Accepted')
      assert.deepEqual(request.relationships.approvedBy, other.relationships.approvedBy)
      const grantOf = async ({ relationships }: typeof request) =>
        (await world.get(`${grants}/${relationships.authorizationGrant.data.id}`)).body.data
      const [grant, otherGrant] = [await grantOf(request), await grantOf(other)]
      for (const name of ['status', 'validFrom', 'validTo']) {
        assert.equal(grant.attributes[name], otherGrant.attributes[name], name)
      }
      for (const name of ['grantedFor', 'grantedBy', 'grantedTo']) {
        assert.deepEqual(grant.relationships[name], otherGrant.relationships[name], name)
      }
      const answer = await world.patch(here, answerOf(here, 'Rejected'))
      assertRefused(answer, 422, 'Invalid status state')
    })

    it('keeps the text that was read, whoever showed it', async () => {
      const [here, there] = [await put(), await put()]
      await submit(await visit(here), ['decision', 'accept'])
      await world.patch(there, answerOf(there, 'Accepted'))
      const kept = (await decisionsOf(world.app, [here, there])).map(({ shown }) => shown.text)
      assert.equal(kept.length, 2)
      assert.match(kept[0]!, /\w/)
      assert.equal(kept[0], kept[1])
    })

    it('rejects, and leads back, too', async () => {
      const id = await put()
      assert.equal((await submit(await visit(id), ['decision', 'reject'])).url, back)
      assert.equal((await one(id)).attributes.status, 'Rejected')
    })

    it('tells the answer in the address where the operator wants it', async () => {
      for (const [decision, status] of [
        ['accept', 'Accepted'],
        ['reject', 'Rejected'],
      ] as const) {
        browser = cookieJar()
        const id = await put()
        const end = await submit(await visit(id, { at: telling }), ['decision', decision])
        assert.equal(
          end.url,
          `https://supplier.example/back?x=1&y=+z&authorizationRequestId=${id}&status=${status}`,
        )
      }
    })

    it('shows nothing of a request to somebody else', async () => {
      const page = text(await visit(await put(), { pid: nins.p2 }))
      assert.ok(!page.includes('Kari Eksempel') && !page.includes('Prøveveien'))
    })

    it('asks nothing of a document, which only a signature answers', async () => {
      const { body } = await world.call('POST', documents, { body: goodDocument() })
      const page = await visit(body.data.id)
      assert.equal(page.status, 404)
      assert.equal(load(page.body)('button[name=decision]').length, 0)
    })

    it('says that a request has expired, and offers the way back', async () => {
      const id = await put()
      world.app.clock.move(28 * 24 * 3600 * 1000)
      const page = await visit(id)
      const buttons = load(page.body)('button[name=decision]')
      assert.equal(buttons.length, 1)
      const value = buttons.attr('value') ?? ''
      assert.ok(!['accept', 'reject'].includes(value))
      assert.equal((await submit(page, ['decision', value])).url, back)
    })

    it('confirms a no on a page when there is no way back, and leads to what was declined', async () => {
      const id = await world.put(moveInOf(nins.p2, { moveInDate: '2024-01-31', redirectURI: undefined }))
      const receipt = await submit(await visit(id, { pid: nins.p2 }), ['decision', 'reject'])
      assert.match(text(receipt), /Du har sagt nei/)
      const details = load(receipt.body)('main a.ds-button').first().attr('href')!
      const declined = await browser.follow(new URL(details, world.app.publicUrl).href)
      assert.match(text(declined), /Du sa nei til/)
      assert.match(text(declined), /Ved målepunkt 300362000000000008, Prøveveien 7, 0150 Oslo:/)
      assert.doesNotMatch(text(declined), /Fra Ved/)
    })

    it('is declined, seen again and withdrawn in words that say nothing of fetching information', async () => {
      const declined = await put()
      await submit(await visit(declined), ['decision', 'reject'])
      const again = await browser.follow(`${world.app.publicUrl}/authorization-requests/${declined}`)
      const seen = load(again.body)('[role=status] a').attr('href')!
      browser = cookieJar()
      const accepted = await put()
      await submit(await visit(accepted), ['decision', 'accept'])
      const grant = `/consents/${(await one(accepted)).relationships.authorizationGrant.data.id}`
      const open = (path: string) => browser.follow(new URL(path, world.app.publicUrl).href)
      const leaving = await open(`${grant}/withdraw`)
      const withdrawn = await submit(leaving, ['decision', 'withdraw'])
      assert.match(text(withdrawn), /Kraft og Sønn kan ikke bruke det lenger/)
      for (const page of [await open(seen), leaving, withdrawn]) {
        const $ = load(page.body)
        $('details').remove()
        assert.doesNotMatch($('main').text(), /\bhent|opplysning/i, page.url)
      }
    })

    it('tells among my consents what was given, in words', async () => {
      const id = await world.put(moveInOf(nins.p2, { moveInDate: '2024-01-31', redirectURI: undefined }))
      const page = await visit(id, { pid: nins.p2 })
      assert.match(text(page), /Leverandøren oppgir at du flyttet inn 31\. januar 2024/)
      await submit(page, ['decision', 'accept'])
      const grant = (await one(id)).relationships.authorizationGrant.data.id
      const detail = text(await browser.follow(`${world.app.publicUrl}/consents/${grant}`))
      const place = /Ved målepunkt 300362000000000008, Prøveveien 7, 0150 Oslo:/
      assert.match(detail, place)
      const list = text(await browser.follow(`${world.app.publicUrl}/consents`))
      assert.match(list, place)
      assert.doesNotMatch(`${detail} ${list}`, /Fra Ved/)
      assert.match(detail, /Melde innflytting og velge strømleverandør/)
      assert.ok(!detail.includes('BalanceSupplier'), detail)
    })
  },
  'before all',
)
