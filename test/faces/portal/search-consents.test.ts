import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { overview } from '../../../server/demo/world/purposes.ts'
import { finances } from '../../../server/demo/world/resources.ts'
import { organization, type Party, person } from '../../../server/domain/party.ts'
import { acceptConsentRequest } from '../../../server/usecases/requests/accept-consent-request.ts'
import { requestConsent } from '../../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../../support/database.ts'
import { nora, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { decided } from '../../support/test-core.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

onEachDatabase(
  'looking for consents',
  database => {
    let app: WholeApp
    let browser: Visitor
    let reader: Party
    before(async () => {
      app = await startWholeApp(database)
      reader = await app.stores.parties.findOrAdd(person(nora), 'Nora')
      await give('310000003', 'Ås 100%_Sparebank', 2)
      for (let number = 0; number < 27; number++) await give(`9100000${10 + number}`, `Butikk ${number}`, 1)
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
    })
    after(() => app.close())

    const give = async (orgno: string, name: string, times: number) => {
      for (let time = 0; time < times; time++) {
        app.clock.move(1000)
        const { request } = await requestConsent(app.stores)({
          id: undefined,
          face: 'oauth',
          clientId: 'demo-web',
          requestedBy: { identifier: organization(orgno), name },
          handledBy: undefined,
          requestedFrom: reader.id,
          requestedTo: reader.id,
          purposeId: overview.id,
          scopes: [{ permission: 'income.read', resourceType: 'api', resourceId: finances.audience }],
          message: undefined,
          seconds: undefined,
          answerBy: new Date(app.clock.now().getTime() + 600_000),
          annotations: {},
        })
        await acceptConsentRequest(app.stores)({ id: request.id, decision: decided(reader) })
      }
    }
    const search = (q: string) => browser.open(`/consents?${new URLSearchParams({ q })}`)
    const cards = ({ body }: { body: string }) => load(body)('.grants > li').length

    it('finds them by a part of the asker’s name, small or large letters', async () => {
      for (const q of ['ås', 'SPARE', '100%_', '%_sp']) assert.equal(cards(await search(q)), 2, q)
      for (const q of ['_', '%']) assert.equal(cards(await search(q)), 2, q)
    })

    it('finds them by a part of the purpose’s name, 25 at a time', async () => {
      const first = await search('overview of your fin')
      assert.equal(cards(first), 25)
      const more = load(first.body)('main p > a.ds-button').attr('href')!
      assert.match(more, /q=overview/)
      assert.equal(cards(await browser.open(more)), 4)
    })

    it('says so when nothing is found, and shows what was looked for as text', async () => {
      const page = await search('"><script>x</script>')
      assert.match(read(page), /We found no consents/)
      assert.equal(load(page.body)('#q').attr('value'), '"><script>x</script>')
      assert.equal(load(page.body)('script').length, 0)
    })

    it('groups them by asker, who got the newest first, 25 at a time', async () => {
      const first = await browser.open('/consents?by=asker')
      assert.equal(cards(first), 25)
      assert.match(read(first), /Butikk 26/)
      const second = await browser.open(load(first.body)('main p > a.ds-button').attr('href')!)
      assert.equal(cards(second), 3)
      assert.match(read(second), /Ås 100%_Sparebank Number of consents: 2/)
      const one = load(second.body)('.grants a').last().attr('href')!
      const theirs = await browser.open(one)
      assert.equal(cards(theirs), 2)
      assert.match(read(theirs), /Consents given to Ås 100%_Sparebank/)
      assert.equal(cards(await browser.open(one.replace('active', 'ended'))), 0)
    })

    it('tells no name of somebody who has nothing from the reader', async () => {
      const stranger = await app.stores.parties.findOrAdd(organization('991825827'), 'Hemmelig AS')
      assert.doesNotMatch((await browser.open(`/consents?asker=${stranger.id}`)).body, /Hemmelig/)
    })

    it('S56: refuses what no form of ours sends', async () => {
      const forged = (await search('overview')).body.match(/after=([^"&]+)/)![1]!
      const queries = ['asker=1', 'by=date', `q=${'x'.repeat(101)}`, `q=other&after=${forged}`]
      for (const query of queries) {
        assert.equal((await browser.open(`/consents?${query}`)).status, 400, query)
      }
    })
  },
  'before all',
)
