import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import type { Visit } from '../../../server/demo/walk/cookie-jar.ts'
import type { ConsentResource } from '../../../server/domain/registry/consent-resource.ts'
import { type AltinnWorld, altinnWorld, right, urnOf } from '../../support/altinn-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { heading, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { undated } from '../../support/undated.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const day = 24 * 3600 * 1000
/** Nobody listens there; the browser stops at its door. */
const bank = 'http://127.0.0.1:9999/cb'

onEachDatabase(
  'the pages for requests that were put by themselves',
  database => {
    let app: WholeApp
    let world: AltinnWorld
    before(async () => {
      app = await startWholeApp(database)
      world = await altinnWorld(app)
    })
    beforeEach(() => app.clock.reset())
    after(() => app.close())

    const asked = (changes = {}) => world.asked({ redirectUrl: bank, ...changes })
    const viewUri = (id: string, more = '') =>
      `/accessmanagement/ui/consent/request?id=${id}&DONTCHOOSEREPORTEE=true${more}`
    /** A browser in which this person has just logged in to look at a request. */
    async function reader(id: string, { nin }: { nin?: string } = world.parties.P1, more = '') {
      const browser = visitor(app.publicUrl)
      const login = await browser.open(viewUri(id, more))
      return { browser, page: await browser.logIn(login, nin) }
    }
    const answer = (browser: Visitor, page: Visit, decision: string) => browser.submit(page, { decision })
    const statusOf = async (id: string) => (await world.read(id)).json.status
    const buttons = ({ body }: Visit) =>
      load(body)('button[name=decision]')
        .toArray()
        .map(button => load(body)(button).attr('value') ?? button.attribs.value)

    const wayBack: readonly [
      case_: string,
      redirectUrl: string,
      decision: 'accept' | 'reject',
      end: string,
    ][] = [
      ['A108', `${bank}/`, 'accept', `${bank}/?Status=OK`],
      ['A109', `${bank}?requestId=7`, 'accept', `${bank}?requestId=7&Status=OK`],
      [
        'A110',
        `${bank}/consent#fragment`,
        'reject',
        `${bank}/consent?Status=Failed&ErrorMessage=User+did+not+give+consent#fragment`,
      ],
      [
        'A112',
        `${bank}/#/fragmentpath?authcode=123`,
        'accept',
        `${bank}/#/fragmentpath?authcode=123&Status=OK`,
      ],
    ]
    for (const [number, redirectUrl, decision, end] of wayBack) {
      it(`${number}: leads back to ${end}`, async () => {
        const id = await asked({ redirectUrl })
        const { browser, page } = await reader(id)
        const back = await answer(browser, page, decision)
        assert.equal(back.url, end)
        assert.equal(await statusOf(id), decision === 'accept' ? 'Accepted' : 'Rejected')
      })
    }

    it('A114: has logged the person out before', async () => {
      const { browser, page } = await reader(await asked())
      await answer(browser, page, 'accept')
      const list = await browser.open('/consents')
      assert.match(list.url, /\/test-idp\/login/)
    })

    it('lets the form lead wherever the asker sends its people, unless the person stays here', async () => {
      const id = await asked({ redirectUrl: 'myapp://consent-callback' })
      const policyOf = ({ page }: Awaited<ReturnType<typeof reader>>) =>
        page.headers.get('content-security-policy') ?? ''
      assert.doesNotMatch(policyOf(await reader(id)), /form-action/)
      const staying = await reader(id, world.parties.P1, '&skiplogout=true')
      assert.match(policyOf(staying), /form-action 'self';/)
    })

    const value = '<b>x</b>[y](https://evil.example)'
    for (const [language, titled, worded, hash] of [
      [
        'nb',
        'Vil du dele opplysninger med SmekkFull Bank',
        'Inntektsopplysninger for inntektsåret',
        'c3bf74e38b83713c81b8494f15269ad8c38ebba6640a6b25b6c056798b2ed7f3',
      ],
      [
        'nn',
        'Vil du dele opplysningar med SmekkFull Bank',
        'Inntektsopplysningar for inntektsåret',
        '11bcbaec7e8816ad727ed97e111fdd0eb2f2e312c353a6ac4c79762504de3391',
      ],
      [
        'en',
        'Share information with SmekkFull Bank',
        'Income information for the income year',
        'c2ecf84ed28106825404776da21b04b46e913931062b7993b40b025ace91d5d3',
      ],
    ] as const) {
      it(`A154: says in ${language} who asks, of whom, for what, why, until when, and how to say no`, async () => {
        const validTo = new Date('2099-06-30T22:30:00Z')
        const id = await asked({
          validTo: validTo.toISOString(),
          consentRights: [right('ttd_inntektsopplysninger', { INNTEKTSAAR: value })],
          requestMessage: { nb: 'Til <lånet> ditt', nn: 'Til lånet ditt', en: 'For your loan' },
        })
        const { page } = await reader(id, world.parties.P1, `&lang=${language}`)
        const text = read(page)
        const $ = load(page.body)
        assert.equal($('html').attr('lang'), language)
        assert.ok(heading(page).startsWith(titled), heading(page))
        assert.match(text, /810 419 512/)
        assert.ok(text.includes(world.parties.P1.name))
        assert.ok(text.includes(`${worded} ${value}.`), text)
        assert.equal($('.rich a, .rich b').length, 0)
        assert.equal($('.rich strong').text(), value)
        assert.ok(text.includes('Digitaliseringsdirektoratet'))
        const oslo = new Intl.DateTimeFormat('nb-NO', {
          timeZone: 'Europe/Oslo',
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
        }).format(validTo)
        assert.ok(text.includes(oslo), text)
        assert.match(text, /Til <lånet> ditt|Til lånet ditt|For your loan/)
        assert.equal($('h2, summary').length, 9)
        assert.equal(sha256(undated(text)), hash)
        assert.deepEqual(buttons(page), ['accept', 'reject'])
        const looks = $('button[name=decision]')
          .toArray()
          .map(button => $(button).attr('class'))
        assert.equal(looks[0], looks[1])
      })
    }

    it('tells how the information is handled, as the template says', async () => {
      const { consentTemplates } = app.stores.registry
      const template = await consentTemplates.find('sblanesoknad')
      const retention = { nb: 'I to år.', nn: 'I to år.', en: 'For two years.' }
      await consentTemplates.put({ ...template!, privacy: { retention } })
      const text = read((await reader(await asked({}), world.parties.P1, '&lang=en')).page)
      assert.match(text, /How long it is kept: For two years\./)
      assert.match(text, /You can complain to the Norwegian Data Protection Authority/)
    })

    describe('what the asker says under a key', () => {
      const codes = { '1': { nb: 'hele året', nn: 'heile året', en: 'the whole year' } }
      const name = { nb: 'periode', nn: 'periode', en: 'period' }
      const put = async (metadata: ConsentResource['metadata'], said: Record<string, string>) => {
        const { consentResources } = app.stores.registry
        const known = (await consentResources.find('ttd_inntektsopplysninger'))!
        const text = { nb: 'Inntekt, {periode}.', nn: 'Inntekt, {periode}.', en: 'Income, {periode}.' }
        await consentResources.put({ ...known, id: 'ttd_periode', text, metadata })
        return asked({ consentRights: [right('ttd_periode', said)] })
      }
      const detailOf = async ({ browser, page }: Awaited<ReturnType<typeof reader>>, language: string) => {
        await answer(browser, page, 'accept')
        const list = await browser.open('/consents')
        const mine = list.url.includes('/test-idp/') ? await browser.logIn(list, world.parties.P1.nin) : list
        const path = load(mine.body)('.grants a').first().attr('href')!
        return read(await browser.open(`${path}?lang=${language}`))
      }

      for (const [language, word, listed] of [
        ['nb', 'hele året', '(periode: hele året)'],
        ['nn', 'heile året', '(periode: heile året)'],
        ['en', 'the whole year', '(period: the whole year)'],
      ] as const) {
        it(`is told in ${language} by its name, and a code by what it means`, async () => {
          const id = await put({ periode: { optional: false, name, values: codes } }, { PERIODE: '1' })
          const reading = await reader(id, world.parties.P1, `&lang=${language}`)
          assert.ok(read(reading.page).includes(`, ${word}.`), read(reading.page))
          assert.ok((await detailOf(reading, language)).includes(listed))
        })
      }

      it('is told as it was sent where it is no code that has words', async () => {
        const id = await put(
          { periode: { optional: false, name, values: codes } },
          { periode: 'constructor' },
        )
        assert.match(read((await reader(id)).page), /Inntekt, constructor\./)
      })

      for (const [language, wanted] of [
        ['nb', '(oppgitt av den som spør: 2025)'],
        ['nn', '(oppgitt av den som spør: 2025)'],
        ['en', '(stated by the one who asks: 2025)'],
      ] as const) {
        it(`is told in ${language} without its key where the resource was registered without a name for it`, async () => {
          const id = await put({ periode: { optional: false } }, { PERIODE: '2025' })
          const detail = await detailOf(await reader(id, world.parties.P1, `&lang=${language}`), language)
          assert.ok(detail.includes(wanted), detail)
          assert.doesNotMatch(detail, /PERIODE/i)
        })
      }

      it('is told as not stated where the asker need not say it and has not', async () => {
        const id = await put({ periode: { optional: true, name } }, {})
        assert.match(read((await reader(id)).page), /Inntekt, \(ikke oppgitt\)\./)
      })

      it('is in the registry of resources without its words, which that has no member for', async () => {
        await put({ periode: { optional: false, name, values: codes } }, { periode: '1' })
        const path = `${app.publicUrl}/resourceregistry/api/v1/resource/ttd_periode`
        const { consentMetadata } = (await (await fetch(path)).json()) as Record<string, unknown>
        assert.deepEqual(consentMetadata, { periode: { optional: false } })
      })
    })

    it('falls back to a message in another language, and to the template’s own', async () => {
      const [nn, none] = [
        await asked({ requestMessage: { nn: 'Berre nynorsk' } }),
        await asked({ requestMessage: undefined }),
      ]
      assert.match(read((await reader(nn)).page), /Berre nynorsk/)
      assert.match(read((await reader(none)).page), /brukes til å behandle en søknad om lån/)
    })

    it('says authority where the template gives one, and once where the resource is for one retrieval', async () => {
      const power = await asked({
        consentRights: [right('samtykke-fullmakt-utfoere-tjeneste', { tiltak: 'flytting' })],
      })
      const once = await asked({
        consentRights: [
          right('samtykke-laanesoeknad', { rente: '5', banknavn: 'Banken', utloepsar: '2040' }),
        ],
      })
      const { page } = await reader(power)
      assert.match(read(page), /Gi fullmakt/)
      assert.match(read(page), /Utføre flytting for deg/)
      assert.match(read((await reader(once)).page), /ment for én henting/)
    })

    it('A102: shows nothing to another, whoever it is', async () => {
      const { P2, P3, O4 } = world.parties
      const secret = { requestMessage: { nb: 'Hemmelig' }, redirectUrl: bank }
      const delegated = await asked({ ...secret, from: urnOf(O4), requiredDelegator: urnOf(P2) })
      for (const { page } of [
        await reader(await asked(secret), P3),
        await reader(await asked({ ...secret, from: urnOf(O4) }), P3),
        await reader(delegated),
      ]) {
        assert.equal(page.status, 403)
        assert.doesNotMatch(page.body, /Hemmelig|SmekkFull|Lepsøy|9999/)
      }
      assert.equal((await reader(delegated, P2)).page.status, 200)
    })

    it('answers for an organization by those who may, who then find it among its consents', async () => {
      const { P2, O4 } = world.parties
      const id = await asked({ from: urnOf(O4), portalViewMode: 'show' })
      const { browser, page } = await reader(id, P2, '&skiplogout=true')
      assert.match(heading(page), /Skal LEPSØY OG TONSTAD|Skal Lepsøy og Tonstad/i)
      assert.match(read(page), /Du svarer på vegne av/)
      const waiting = await browser.open(`/consents?for=${O4.uuid}`)
      assert.ok(load(waiting.body)(`.requests a[href*="${id}"]`).length === 1)
      assert.equal((await browser.open(`/consents?for=${world.parties.O1.uuid}`)).status, 403)

      const receipt = await answer(browser, page, 'accept')
      assert.match(receipt.url, new RegExp(`/requests/${id}/receipt$`))
      assert.ok(load(receipt.body)('a[href="/consents"]').length > 0)
      const list = await browser.open(`/consents?for=${O4.uuid}`)
      const path = load(list.body)('.grants a').first().attr('href')!
      const detail = await browser.open(path)
      assert.match(read(detail), /Inntektsopplysninger \(inntektsår: ADSF\)/)
      assert.equal(load((await browser.open('/consents')).body)('.grants a').length, 0)

      const other = await reader(id)
      assert.match(read(other.page), /allerede godkjent/)
      const seen = await other.browser.open(path)
      assert.match(read(seen), new RegExp(`Samtykket ble gitt \\(${P2.name}\\)`, 'i'))
      await answer(other.browser, await other.browser.open(`${path}/withdraw`), 'withdraw')
      assert.equal(await statusOf(id), 'Revoked')
      assert.match(read(await browser.open(viewUri(id))), /gjelder ikke lenger/)
    })

    it('with skiplogout=true stays here, with a receipt or the list', async () => {
      const [yes, no] = [await asked(), await asked()]
      const { browser, page } = await reader(yes, world.parties.P1, '&skiplogout=true')
      const receipt = await answer(browser, page, 'accept')
      assert.match(heading(receipt), /Du har samtykket/)
      assert.ok(load(receipt.body)('main a[href="/consents"]').length > 0)
      const asking = await browser.open(viewUri(no, '&skiplogout=true'))
      const declined = await answer(browser, asking, 'reject')
      assert.equal(new URL(declined.url).pathname, '/consents')
      assert.match(load(declined.body)('[role=status]').text(), /Svaret ditt til .* er lagret/)
      assert.equal(load(declined.body)('.grants a').attr('href'), `/consents/declined/${no}`)
      assert.deepEqual([await statusOf(yes), await statusOf(no)], ['Accepted', 'Rejected'])
    })

    it('lists what is to be shown among what waits, and not what is hidden', async () => {
      const [shown, hidden] = [await asked({ portalViewMode: 'show' }), await asked()]
      const { browser } = await reader(hidden)
      for (const path of ['/consents', '/consents?standing=waiting']) {
        const { body } = await browser.open(path)
        const links = load(body)('.requests a')
          .toArray()
          .map(link => load(body)(link).attr('href') ?? link.attribs.href)
        assert.ok(links.includes(`/requests/${shown}?skiplogout=true`), path)
        assert.ok(!links.some(link => link?.includes(hidden)))
        assert.equal(/bare når du kommer fra den som spør/.test(body), path.includes('waiting'))
      }
    })

    it('says what became of a request, and leads back without an answer', async () => {
      const [rejected, late] = [
        await asked(),
        await asked({ validTo: new Date(app.clock.now().getTime() + day).toISOString() }),
      ]
      const first = await reader(rejected)
      await answer(first.browser, first.page, 'reject')
      const again = await reader(rejected)
      assert.match(read(again.page), /Dette er avslått/)
      assert.deepEqual(buttons(again.page), ['leave'])
      assert.match((await answer(again.browser, again.page, 'leave')).url, /Status=Failed/)

      app.clock.move(day)
      const over = await reader(late)
      assert.match(read(over.page), /Fristen er gått ut/)
      assert.deepEqual(buttons(over.page), ['leave'])
      assert.equal((await answer(over.browser, over.page, 'leave')).url, bank)
      assert.equal(await statusOf(late), 'Created')
    })

    it('S36: takes no answer when it was answered or has expired while the page was read', async () => {
      const [answered, late] = [
        await asked(),
        await asked({ validTo: new Date(app.clock.now().getTime() + 600_000).toISOString() }),
      ]
      const [one, two] = [await reader(answered), await reader(answered)]
      await answer(one.browser, one.page, 'reject')
      const refused = await answer(two.browser, two.page, 'accept')
      assert.equal(refused.status, 409)
      assert.equal(await statusOf(answered), 'Rejected')

      const slow = await reader(late)
      app.clock.move(600_000)
      const over = await answer(slow.browser, slow.page, 'accept')
      assert.equal(over.status, 409)
      assert.match(read(over), /gjelder ikke lenger/)
      assert.equal(await statusOf(late), 'Created')
    })

    it('S37: takes nothing from the form but the answer to what was read', async () => {
      const id = await asked()
      const { browser, page } = await reader(id)
      const changed = await browser.submit(page, { shown: 'f'.repeat(64), decision: 'accept' })
      assert.equal(changed.status, 409)
      const more = await browser.submit(page, { validTo: '2099-01-01', decision: 'accept' })
      assert.equal(more.status, 400)
      assert.equal(await statusOf(id), 'Created')
    })

    it('S52: takes no answer from another session than the one that opened the page', async () => {
      const id = await asked()
      const [one, two] = [await reader(id), await reader(id)]
      const forged = await two.browser.submit(one.page, { decision: 'accept' })
      assert.equal(forged.status, 403)
      assert.equal(await statusOf(id), 'Created')
    })

    it('S38: asks for a better login when the resource takes one', async () => {
      const { consentResources } = app.stores.registry
      const known = await consentResources.find('ttd_navnescore')
      await consentResources.put({ ...known!, id: 'ttd_strengt', loginLevel: 'high' })
      const id = await asked({ consentRights: [right('ttd_strengt')] })
      const browser = visitor(app.publicUrl)
      const { nin } = world.parties.P1
      await browser.logIn(await browser.open('/consents'), nin)
      const again = await browser.open(viewUri(id))
      assert.match(again.url, /\/test-idp\/login/)
      const page = await browser.logIn(again, nin)
      assert.deepEqual(buttons(page), ['accept', 'reject'])
      assert.match((await answer(browser, page, 'accept')).url, /Status=OK/)
    })

    it('S46: leads to no address that came with the request', async () => {
      const evil = encodeURIComponent('https://evil.example')
      const id = await asked()
      const { browser, page } = await reader(id, world.parties.P1, `&redirectUrl=${evil}&backtopage=${evil}`)
      assert.doesNotMatch(page.body, /evil/)
      assert.equal((await answer(browser, page, 'accept')).url, `${bank}?Status=OK`)
      assert.equal((await browser.open(`/logged-out?url=${evil}`)).status, 200)
    })

    it('S33: shows hostile words as words', async () => {
      const hostile =
        '<script>alert(1)</script>"></form><form action=//evil.example><img src=x onerror=alert(1)>\u202egnp'
      const id = await asked({
        requestMessage: { nb: hostile },
        consentRights: [right('ttd_inntektsopplysninger', { inntektsaar: `${hostile}{inntektsaar}` })],
      })
      const { page } = await reader(id)
      const $ = load(page.body)
      assert.equal($('script, img[onerror]').length, 0)
      assert.deepEqual(
        $('form')
          .toArray()
          .map(form => new URL(form.attribs.action!, page.url).pathname),
        [`/requests/${id}`],
      )
      assert.ok(!page.body.includes('\u202e'))
      assert.match($('.rich').text(), /<script>alert\(1\)<\/script>.*\{inntektsaar\}/)
    })

    it('finds no request under an id that is nobody’s, or of an authorization', async () => {
      const { browser } = await reader(await asked())
      for (const id of [crypto.randomUUID(), 'x', '']) {
        assert.equal((await browser.open(viewUri(id))).status, 404)
      }
      assert.equal((await browser.open('/requests/not-a-uuid')).status, 404)
    })
  },
  'before all',
)
