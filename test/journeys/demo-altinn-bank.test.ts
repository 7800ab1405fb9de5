import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { decodeJwt } from 'jose'
import { type AltinnClient, altinnClient } from '../../server/demo/altinn-bank/altinn-client.ts'
import { Refused } from '../../server/demo/altinn-bank/refused.ts'
import { tokenClient } from '../../server/demo/altinn-bank/token-client.ts'
import type { Visit } from '../../server/demo/walk/cookie-jar.ts'
import type { AltinnDemo } from '../support/altinn-world.ts'
import { callback, type Visitor, visitor } from '../support/portal-visitor.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'

describe('a bank that asks as banks do through Altinn', () => {
  let server: DemoApp
  let demo: {
    readonly issuers: { readonly maskinporten: string }
    readonly altinn: AltinnDemo & { readonly platform: string }
    readonly clients: {
      readonly maskinporten: Record<'O1', { client_id: string; orgno: string; jwk: Record<string, string> }>
    }
  }
  let browser: Visitor
  before(async () => {
    server = await startDemoApp()
    demo = server.demo as unknown as typeof demo
  })
  beforeEach(() => {
    browser = visitor(server.publicUrl)
  })
  after(() => server?.close())

  /** Everything that such a client is told of where it runs. */
  const client = (): AltinnClient => {
    const { O1 } = demo.clients.maskinporten
    const issuer = demo.issuers.maskinporten
    const clock = { now: () => new Date() }
    const settings = {
      tokenEndpoint: `${issuer}token`,
      audience: issuer,
      clientId: O1.client_id,
      key: O1.jwk,
    }
    const tokens = tokenClient(settings, { clock, ids: { uuid: () => crypto.randomUUID() } })
    return altinnClient({ platform: demo.altinn.platform, orgno: O1.orgno }, { tokens, clock })
  }
  const put = async (bank: AltinnClient, from: string) => {
    const id = crypto.randomUUID()
    return bank.create({
      id,
      from,
      resources: [
        { id: 'ttd_inntektsopplysninger', metadata: { inntektsaar: '2025' } },
        { id: 'ttd_skattegrunnlag', metadata: { fraogmed: '2024', tilogmed: '2025' } },
      ],
      redirectUrl: `${callback}?requestId=${id}&environment=test`,
    })
  }
  const answer = async (viewUri: string, pid: string, decision: string) => {
    const page = await browser.logIn(await browser.open(viewUri), pid)
    return new URL((await browser.submit(page, { decision })).url).searchParams
  }

  it('A151: asks, is consented to at the page, reads the consent, and gets its token', async () => {
    const { nin = '' } = demo.altinn.parties.P1
    const bank = client()
    const from = `urn:altinn:person:identifier-no:${nin}`
    const request = await put(bank, from)
    assert.match(bank.viewUri(request), /\?id=[0-9a-f-]{36}&DONTCHOOSEREPORTEE=true$/)

    const back = await answer(bank.viewUri(request), nin, 'accept')
    assert.deepEqual([...back.keys()], ['requestId', 'environment', 'Status'])
    assert.equal(back.get('Status'), 'OK')

    const read = await bank.show(request.id)
    assert.deepEqual(
      read.consentRequestEvents.map(({ eventType }) => eventType),
      ['Created', 'Accepted'],
    )
    assert.equal(read.consentRequestEvents[1]?.performedBy, from)
    assert.match(read.validTo, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00$/)

    const claims = decodeJwt<{ authorization_details: { from: string; consentRights: unknown[] }[] }>(
      await bank.consentToken(request.id),
    )
    const [details] = claims.authorization_details
    assert.equal(details?.from, from)
    assert.equal(details?.consentRights.length, 2)
  })

  it('A152: hears a no, and gets no token', async () => {
    const { nin = '' } = demo.altinn.parties.P1
    const bank = client()
    const request = await put(bank, `urn:altinn:person:identifier-no:${nin}`)
    const back = await answer(bank.viewUri(request), nin, 'reject')
    assert.equal(back.get('Status'), 'Failed')
    assert.equal(back.get('ErrorMessage'), 'User did not give consent')
    assert.equal((await bank.show(request.id)).status, 'Rejected')
    await assert.rejects(bank.consentToken(request.id), Refused)
  })

  describe('in the Demo bank', () => {
    const told = ({ body }: Visit) => load(body)('.ds-alert').text().replace(/\s+/g, ' ').trim()
    const act = (page: Visit, name: string) => browser.submit(page, { act: name })
    const customer = () => server.demo.persons[0]?.nin ?? ''
    const ask = async (decision: string) => {
      const login = await act(await browser.open('/demo/altinn'), 'ask')
      return browser.submit(await browser.logIn(login, customer()), { decision })
    }

    it('fetches from a data source that checks the token, until the consent is withdrawn', async () => {
      const answered = await ask('accept')
      assert.equal(new URL(answered.url).pathname, '/demo/altinn')
      assert.match(told(answered), /Accepted/)
      const fetched = await act(answered, 'fetch')
      assert.match(told(fetched), /inntekten i 2025 var .*610.* kr/)

      const list = await browser.logIn(await browser.open('/consents'), customer())
      const path = load(list.body)('.grants a').first().attr('href')!
      await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
      assert.match(told(await act(await browser.open('/demo/altinn'), 'fetch')), /AM-00011/)
      assert.match(told(await act(await browser.open('/demo/altinn'), 'status')), /Revoked/)
    })

    it('hears a no', async () => {
      const answered = await ask('reject')
      assert.match(told(answered), /Rejected/)
      assert.match(told(await act(answered, 'fetch')), /Det ble nei/)
    })

    it('does not believe an answer in the address', async () => {
      const page = await browser.open(`/demo/altinn/return?requestId=${crypto.randomUUID()}&Status=OK`)
      assert.equal(told(page), '')
    })
  })

  it('refuses at the data source what the token does not give', async () => {
    const fetchIncome = (token: string, body: unknown) =>
      fetch(`${server.publicUrl}/demo/data-source/income`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { nin = '' } = demo.altinn.parties.P1
    const bank = client()
    const person = `urn:altinn:person:identifier-no:${nin}`
    const request = await put(bank, person)
    await answer(bank.viewUri(request), nin, 'accept')
    const token = await bank.consentToken(request.id)
    const other = `urn:altinn:person:identifier-no:${demo.altinn.parties.P2.nin}`
    assert.equal((await fetchIncome(token, { person, incomeYear: '2025' })).status, 200)
    for (const [wrong, body] of [
      ['x', { person, incomeYear: '2025' }],
      [`${token.slice(0, -4)}AAAA`, { person, incomeYear: '2025' }],
      [token, { person: other, incomeYear: '2025' }],
      [token, { person, incomeYear: '2024' }],
      [token, 'nonsense'],
    ] as const) {
      assert.equal((await fetchIncome(wrong, body)).status, 403)
    }
  })
})
