import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { type ElhubServices, elhubServices } from '../../../adapters/elhub-services/elhub-services.ts'
import { handSetClock } from '../../support/clock.ts'
import { type Line, type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

const trace = '850cf459-d425-409a-a05d-7c6c9d1c0d64'
const person = '9C1E0B8A-3a53-4d0f-8f0e-6d4b6f6f2f10'
const nin = '02916297702'
const point = '300362000000000008'
const gln = '0107000000021'

const refusal = (status: string, code?: string) => ({ errors: [{ status, code, title: 't', detail: 'd' }] })
const token = { access_token: 'secret-token', expires_in: 300 }

describe('Elhub’s own services', () => {
  let service: ScriptedService
  let tokens: ScriptedService
  const clock = handSetClock()
  let market: ElhubServices

  const open = (redirectEnvironment: 'production' | 'test' = 'production'): ElhubServices => {
    const client = { tokenUrl: `${tokens.url}/token`, clientId: 'c', clientSecret: 's' }
    const withToken = { url: `${service.url}/`, client }
    const withPassword = { url: service.url, login: { username: 'user', password: 'pass' } }
    return elhubServices(
      { clock, allowLoopback: true },
      {
        issuers: [],
        endUserIssuers: [],
        audiences: [],
        persons: withToken,
        meteringPoints: withToken,
        organizations: withPassword,
        redirects: withPassword,
        products: { url: service.url },
        redirectEnvironment,
      },
    )
  }

  before(async () => {
    service = await startScriptedService()
    tokens = await startScriptedService([{ body: token }])
  })
  beforeEach(() => {
    tokens.say({ body: token })
    market = open()
  })
  after(async () => {
    await service.close()
    await tokens.close()
  })

  describe('persons', () => {
    const find = () => market.persons!.findOrCreate(nin, trace)

    it('gives an id for a number, which stands in the body only', async () => {
      service.say({ status: 201, body: { data: { id: person, type: 'Person' } } })
      assert.equal(await find(), person.toLowerCase())
      const [asked] = service.asked
      assert.equal(asked!.method, 'POST')
      assert.equal(asked!.path, '/market-parties/v0/persons')
      assert.equal(asked!.headers.elhubtraceid, trace)
      assert.equal(asked!.headers.authorization, 'Bearer secret-token')
      assert.deepEqual(JSON.parse(asked!.body), {
        data: { type: 'Person', attributes: { nationalIdentityNumber: nin } },
      })
    })

    it('says that a number is nobody’s', async () => {
      service.say({ status: 400, body: refusal('400', 'invalid_national_identity_number') })
      assert.equal(await find(), undefined)
    })

    const troubles: readonly (readonly [string, Line])[] = [
      ['any other refusal', { status: 400, body: refusal('400', 'other') }],
      ['a server error', { status: 500, body: 'oops' }],
      ['an id that is none', { body: { data: { id: 'x' } } }],
      ['no JSON', { body: 'hello' }],
      ['a redirect', { status: 307, headers: { location: '/elsewhere' } }],
      ['a closed connection', { hangUp: true }],
    ]
    for (const [what, line] of troubles) {
      it(`fails for ${what}, asks only once, and tells no number`, async () => {
        service.say(line)
        await assert.rejects(find(), (error: Error) => !inspect(error).includes(nin))
        assert.equal(service.asked.length, 1)
      })
    }

    it('makes no call without a trace id', async () => {
      service.say({ body: { data: { id: person } } })
      await assert.rejects(market.persons!.findOrCreate(nin, ''))
      assert.equal(service.asked.length, 0)
    })
  })

  describe('metering points', () => {
    const get = () =>
      market.meteringPoints!.get({ meteringPointId: point, endUserId: person, traceId: trace })
    const found = (attributes: object, relationships?: object): Line => ({
      body: { data: { id: point, type: 'MeteringPoint', attributes, relationships } },
    })

    it('are read with everything that counts', async () => {
      service.say(
        found(
          {
            accessType: 'OWNED',
            accountingPoint: { blockedForSwitching: true, meter: { meterNumber: '7' } },
          },
          { endUser: { data: { type: 'Person', id: person } } },
        ),
      )
      const expected = {
        endUserLinked: true,
        accessType: 'OWNED',
        blockedForSwitching: true,
        meterNumber: '7',
      }
      assert.deepEqual(await get(), expected)
      assert.equal(service.asked[0]!.path, `/metering-points/${point}?endUserId=${person}`)
      assert.equal(service.asked[0]!.headers.authorization, 'Bearer secret-token')
    })

    it('are read with nothing of it', async () => {
      const nothing = {
        endUserLinked: false,
        accessType: undefined,
        blockedForSwitching: false,
        meterNumber: undefined,
      }
      for (const line of [found({}), found({ accountingPoint: null }, { endUser: null })]) {
        service.say(line)
        assert.deepEqual(await get(), nothing)
      }
    })

    it('are unknown by the status in the body, whatever HTTP says', async () => {
      for (const status of [200, 404, 500]) {
        service.say({ status, body: refusal('404') })
        assert.equal(await get(), 'not-found')
      }
    })

    for (const status of ['400', '401', '500']) {
      it(`E46 fail for ${status}`, async () => {
        service.say({ status: 404, body: refusal(status) })
        await assert.rejects(get())
      })
    }

    it('E46 fail for garbage and for a 404 without a body', async () => {
      for (const line of [
        { body: 'garbage' },
        { status: 404, body: '' },
        { body: [] },
        { body: { data: 1 } },
      ]) {
        service.say(line)
        await assert.rejects(get())
      }
    })

    it('are asked again twice when a gateway has none to ask, and no more', async () => {
      service.say({ status: 503 }, { hangUp: true }, found({}))
      assert.notEqual(await get(), 'not-found')
      assert.equal(service.asked.length, 3)
      service.say({ status: 502, body: 'x' })
      await assert.rejects(get())
      assert.equal(service.asked.length, 3)
    })

    it('fail for an answer that does not end', async () => {
      service.say({ body: 'x'.repeat(300 * 1024) })
      await assert.rejects(get(), /more than/)
      assert.equal(service.asked.length, 1)
    })
  })

  describe('organizations', () => {
    const get = () => market.organizations!.getParty(gln, trace)
    const found = (status: string): Line => ({
      body: {
        data: {
          attributes: { status, partyType: 'BALANCE_SUPPLIER' },
          relationships: { organizationNumber: { data: { type: 'x', id: '455261619' } } },
        },
      },
    })

    it('are active or not, and somebody’s', async () => {
      for (const status of ['ACTIVE', 'INACTIVE', 'NEW', 'TERMINATED']) {
        service.say(found(status))
        assert.deepEqual(await get(), { isActive: status === 'ACTIVE', orgno: '455261619' })
      }
      const [asked] = service.asked
      assert.equal(asked!.path, `/parties/${gln}?partyType=BalanceSupplier`)
      assert.equal(asked!.headers.authorization, `Basic ${Buffer.from('user:pass').toString('base64')}`)
    })

    it('E46 are unknown, or cannot be told', async () => {
      service.say({ body: refusal('404') })
      assert.equal(await get(), 'not-found')
      for (const line of [{ body: refusal('400') }, { status: 500 }, { body: 'x' }, found('ODD')]) {
        service.say(line)
        await assert.rejects(get())
      }
    })
  })

  describe('redirects', () => {
    const urls = { RedirectUrls: { Production: 'https://p.example', Test: 'https://t.example' } }

    it('are those of the environment', async () => {
      service.say({ body: urls })
      assert.deepEqual(await market.redirects!.lookup(gln), { url: 'https://p.example' })
      assert.deepEqual(await open('test').redirects!.lookup(gln), { url: 'https://t.example' })
      assert.equal(service.asked[0]!.path, `/PartyRedirectUrl?gln=${gln}`)
      assert.equal(service.asked[0]!.headers.accept, 'application/json')
      service.say({ body: { RedirectUrls: { Production: null } } })
      assert.deepEqual(await market.redirects!.lookup(gln), { url: undefined })
    })

    it('are none for a blank answer, null and what cannot be read', async () => {
      for (const body of ['', 'null', '  ', '<html>', '{}', '{"RedirectUrls":null}']) {
        service.say({ body })
        assert.equal(await market.redirects!.lookup(gln), 'not-found')
      }
    })

    it('are none when Ediel finds none', async () => {
      service.say({ status: 404, body: '' })
      assert.equal(await market.redirects!.lookup(gln), 'not-found')
    })

    it('E46 cannot be told when Ediel refuses', async () => {
      for (const status of [400, 401, 500]) {
        service.say({ status, body: urls })
        await assert.rejects(market.redirects!.lookup(gln))
      }
    })
  })

  describe('products', () => {
    it('are names, or none', async () => {
      service.say({ body: { data: [{ attributes: { id: 1, name: 'Spot ' } }] } })
      assert.deepEqual(await market.products!.byOrg('455261619', trace), ['Spot '])
      assert.equal(service.asked[0]!.path, '/products?organizationNumber=455261619')
      for (const body of [{ data: [] }, refusal('404')]) {
        service.say({ body })
        assert.equal(await market.products!.byOrg('455261619', trace), 'not-found')
      }
      service.say({ body: refusal('500') })
      await assert.rejects(market.products!.byOrg('455261619', trace))
    })
  })

  describe('tokens', () => {
    const ask = () => market.persons!.findOrCreate(nin, trace)
    beforeEach(() => service.say({ body: { data: { id: person } } }))
    afterEach(() => clock.set(new Date('2026-03-01T12:00:00Z')))

    it('are fetched once for all who ask at once, with the secret in the body', async () => {
      await Promise.all(Array.from({ length: 10 }, ask))
      assert.equal(tokens.asked.length, 1)
      const form = Object.fromEntries(new URLSearchParams(tokens.asked[0]!.body))
      assert.deepEqual(form, { grant_type: 'client_credentials', client_id: 'c', client_secret: 's' })
    })

    it('are used until 20 seconds before their end', async () => {
      await ask()
      clock.move(279_000)
      await ask()
      assert.equal(tokens.asked.length, 1)
      clock.move(2000)
      await ask()
      assert.equal(tokens.asked.length, 2)
    })

    it('are fetched anew after a refusal of one, and after a failure', async () => {
      service.say({ status: 401, body: refusal('401') }, { body: { data: { id: person } } })
      await assert.rejects(ask())
      await ask()
      assert.equal(tokens.asked.length, 2)
      market = open()
      tokens.say({ status: 500, body: 'x' }, { body: token })
      await assert.rejects(ask(), (error: Error) => !error.message.includes('secret'))
      await ask()
    })
  })

  it('are asked over TLS, or on this machine where that is allowed', () => {
    const settings = {
      issuers: [],
      endUserIssuers: [],
      audiences: [],
      redirectEnvironment: 'production',
    } as const
    const refused = [
      ['http://pdp.example', true],
      ['http://127.0.0.1:1', false],
      ['http://127.0.0.1.example', true],
      ['ftp://localhost', true],
    ] as const
    for (const [pdpUrl, allowLoopback] of refused) {
      assert.throws(() => elhubServices({ clock, allowLoopback }, { ...settings, pdpUrl }), /https/)
    }
    elhubServices({ clock, allowLoopback: false }, { ...settings, pdpUrl: 'https://pdp.example' })
  })
})
