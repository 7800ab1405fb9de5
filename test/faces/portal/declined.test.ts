import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { openRetention } from '../../../server/compose/retention.ts'
import { overview } from '../../../server/demo/world/purposes.ts'
import { finances } from '../../../server/demo/world/resources.ts'
import type { Period } from '../../../server/domain/registry/period.ts'
import { keepEverything } from '../../../server/domain/registry/retention.ts'
import { organization, type Party, person } from '../../../server/domain/party.ts'
import { rejectConsentRequest } from '../../../server/usecases/requests/reject-consent-request.ts'
import { requestConsent } from '../../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../../support/database.ts'
import { answerOf, heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { askFor, decided } from '../../support/test-core.ts'
import { vouched } from '../../support/vouched.ts'

const income = { permission: 'income.read', resourceType: 'api', resourceId: finances.audience }
const list = '/consents?standing=declined'

onEachDatabase('what a person has declined', database => {
  const app = sharedApp(database)
  let browser: Visitor
  let giver: Party
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents?lang=en'))
    giver = (await app.stores.parties.findByIdentifier(person(nora)))!
  })

  const sayNo = async (more = {}) =>
    answerOf(await browser.submit(await browser.ask(more), { decision: 'reject' }))
  const declineOf = async (name: string, orgno: string, by = giver) => {
    const requestedBy = { identifier: organization(orgno), name }
    const asked = { purposeId: overview.id, scopes: [income], requestedBy, requestedFrom: giver.id }
    const { request } = await requestConsent(app.stores)(askFor(by, app.clock.now(), asked))
    await rejectConsentRequest(app.stores)({ id: request.id, decision: decided(by) })
    return request.id
  }
  const cards = ({ body }: { body: string }) => load(body)('.grants > li').length
  const firstIn = ({ body }: { body: string }) => load(body)('.grants a').first().attr('href')!

  it('is found again in her language, with who asked, what for and the text as she read it', async () => {
    assert.equal((await sayNo({ ui_locales: 'nn' })).error, 'access_denied')
    for (const [language, tab, title, wanted] of [
      ['nb', 'Avslått', 'Du sa nei til SmekkFull Bank', /Fra Demoregisteret .*: Inntekten din/],
      ['nn', 'Avslått', 'Du sa nei til SmekkFull Bank', /Frå Demoregisteret .*: Inntekta di/],
      ['en', 'Declined', 'You said no to SmekkFull Bank', /From Demo Register .*: Your income/],
    ] as const) {
      const page = await browser.open(`/consents?lang=${language}`)
      const $ = load(page.body)
      const href = $('.tabs a')
        .toArray()
        .map(link => $(link))
        .find(link => link.text() === tab)!
        .attr('href')!
      const listed = await browser.open(href)
      assert.equal(cards(listed), 1)
      assert.match(read(listed), /SmekkFull Bank/)
      assert.match(load(listed.body)('.grants > li').text(), wanted)
      const detail = await browser.open(firstIn(listed))
      assert.equal(heading(detail), title)
      assert.match(read(detail), /810 419 512/)
      const text = load(detail.body)('.read')
      assert.equal(text.attr('lang'), 'nn')
      assert.match(text.text(), /Eg samtykkjer ikkje/)
    }
  })

  it('is neither in force nor ended, and a yes is not among it', async () => {
    assert.match(read(await browser.open(list)), /You have not declined anything/)
    await sayNo()
    await browser.submit(await browser.ask(), { decision: 'accept' })
    assert.equal(cards(await browser.open(list)), 1)
    assert.equal(cards(await browser.open('/consents')), 1)
    assert.equal(cards(await browser.open('/consents?standing=ended')), 0)
  })

  it('is shown 25 at a time, each once, and found by the names of asker and purpose', async () => {
    for (let number = 0; number < 27; number++) {
      app.clock.move(1000)
      await declineOf(`Butikk ${number}`, `9100000${10 + number}`)
    }
    const first = await browser.open(list)
    assert.equal(cards(first), 25)
    const second = await browser.open(load(first.body)('main p > a.ds-button').attr('href')!)
    assert.equal(cards(second), 2)
    const search = (q: string) => browser.open(`${list}&${new URLSearchParams({ q })}`)
    assert.equal(cards(await search('BUTIKK 26')), 1)
    assert.equal(cards(await search('overview of your fin')), 25)
    const none = await search('"><script>x</script>')
    assert.equal(load(none.body)('script').length, 0)
    assert.match(read(none), /We found no/)
    const forged = (await search('overview')).body.match(/after=([^"&]+)/)![1]!
    assert.equal((await browser.open(`${list}&q=other&after=${forged}`)).status, 400)
  })

  it('S49: is nobody else’s to see', async () => {
    await sayNo()
    const path = firstIn(await browser.open(list))
    const other = visitor(app.publicUrl)
    await other.logIn(await other.open('/consents?lang=en'), ola)
    assert.match(read(await other.open(list)), /You have not declined anything/)
    for (const address of [path, '/consents/declined/1', `${path}/withdraw`]) {
      const seen = await other.open(address)
      assert.equal(seen.status, 404, address)
      assert.doesNotMatch(seen.body, /SmekkFull/)
    }
  })

  it('shows no request that was not declined', async () => {
    const { request } = await requestConsent(app.stores)(
      askFor(giver, app.clock.now(), { purposeId: overview.id, scopes: [income] }),
    )
    assert.equal((await browser.open(`/consents/declined/${request.id}`)).status, 404)
  })

  it('says who said no for her, and shows it to those who may read her consents', async () => {
    const other = (await app.stores.parties.findByIdentifier(person(ola)))!
    const years = { from: app.clock.now(), to: new Date(app.clock.now().getTime() + 1e10) }
    const right = { actor: other.id, onBehalfOf: giver.id, resource: '*', action: '*' }
    await app.stores.rights.give([vouched(right, years)], 'Vera')
    const id = await declineOf('Butikk', '910000010', other)
    const mine = await browser.open(`/consents/declined/${id}`)
    assert.equal(heading(mine), 'Butikk was told no')
    assert.match(read(mine), new RegExp(other.displayName))
    const delegate = visitor(app.publicUrl)
    await delegate.logIn(await delegate.open('/consents?lang=en'), ola)
    assert.equal(cards(await delegate.open(`${list}&for=${giver.id}`)), 1)
    const theirs = await delegate.open(`/consents/declined/${id}`)
    assert.equal(heading(theirs), 'You said no to Butikk')
    assert.match(read(theirs), new RegExp(`on behalf of ?${giver.displayName}`))
  })

  it('stays in the list without the text, once that is not to be stored any longer', async () => {
    await sayNo()
    await app.stores.registry.putPurpose({
      ...overview,
      retention: {
        declined: { kept: 'P1M' as Period, basis: 'contract', why: overview.name, end: 'anonymise' },
      },
    })
    app.clock.advance(40 * 86_400)
    const metrics = { retentionApplied: () => {} }
    const config = { retention: keepEverything }
    await openRetention({ config, stores: app.stores, metrics }).applyDue(() => true)
    app.clock.reset()
    const listed = await browser.open(list)
    const detail = await browser.open(firstIn(listed))
    assert.match(read(detail), /The text you answered has been deleted, because it is not to be stored/)
    assert.equal(load(detail.body)('.read').length, 0)
    await app.stores.registry.putPurpose(overview)
  })

  it('is gone with her words when she is forgotten', async () => {
    await sayNo()
    const path = firstIn(await browser.open(list))
    assert.match((await browser.open(path)).body, /asks for your consent/)
    await app.stores.parties.forget(giver.id)
    const seen = await browser.open(path)
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.body, /asks for your consent/)
  })

  it('leaves what waits with the one who asks untold but for a word, in her language', async () => {
    const waiting = '/consents?standing=waiting'
    assert.match(read(await browser.open(waiting)), /Nobody is waiting for your answer/)
    await browser.ask()
    for (const [language, words] of [
      ['nb', /Noen forespørsler som venter, vises bare når du kommer fra den som spør/],
      ['nn', /Nokre førespurnader som ventar, blir berre viste når du kjem frå den som spør/],
      ['en', /Some waiting requests are shown only when you come from the one who asks/],
    ] as const) {
      const page = await browser.open(`${waiting}&lang=${language}`)
      assert.match(read(page), words)
      assert.doesNotMatch(read(page), /SmekkFull|Ingen ventar|Ingen venter|Nobody/)
    }
  })
})
