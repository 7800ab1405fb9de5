import assert from 'node:assert/strict'
import { organization, person } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  assertRefused,
  type ElhubAnswer,
  glns,
  goodRequest,
  grants,
  nins,
  requests,
} from '../../support/elhub-world.ts'
import { type Maskinporten, maskinportenOf } from '../../support/maskinporten.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'
import { vouched } from '../../support/vouched.ts'

const forbidden = [403, 'Forbidden', 'Access is denied for this endpoint.'] as const
const unauthorized = [401, 'Unauthorized', 'Missing or invalid token.'] as const

onEachDatabase(
  'Callers of the Elhub face, by their own tokens',
  database => {
    let app: WholeApp
    let maskinporten: Maskinporten
    let tokens: Readonly<Record<'p1' | 'p2' | 'p3' | 'org', string>>
    let supplier: string

    before(async () => {
      app = await startWholeApp(database)
      maskinporten = await maskinportenOf(app)
      tokens = ((await app.demoJson()) as unknown as { elhub: { tokens: typeof tokens } }).elhub.tokens
      supplier = await maskinporten.tokenFor(maskinporten.clients.elhubSupplier1, 'elhub:balancesupplier')
    })
    after(() => app.close())
    afterEach(() => app.clock.reset())

    const call = async (
      token: string | undefined,
      headers: Readonly<Record<string, string>> = {},
      body?: unknown,
    ) => {
      const response = await fetch(app.publicUrl + requests, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'user-agent': 'conf/1',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const answer: ElhubAnswer = {
        status: response.status,
        headers: response.headers,
        text,
        body: JSON.parse(text),
      }
      return answer
    }

    const giveRight = async (nin: string, orgno: string) => {
      const [actor, other] = await Promise.all([
        app.stores.parties.findOrAdd(person(nin)),
        app.stores.parties.findOrAdd(organization(orgno)),
      ])
      const right = { actor: actor.id, onBehalfOf: other.id, resource: 'consents', action: '*' }
      const long = { from: new Date(0), to: new Date('2100-01-01T00:00:00Z') }
      await app.stores.rights.give([vouched(right, long)], 'Vera')
    }

    it('are a market party by the GLN of their own organization', async () => {
      const { status, body } = await call(supplier, { SenderGLN: glns.bs }, goodRequest())
      assert.equal(status, 201)
      assert.deepEqual(body.data.relationships.requestedBy.data, { type: 'OrganizationEntity', id: glns.bs })
    })

    it('are refused without their GLN, with another’s and with one that is nobody’s', async () => {
      for (const sent of [undefined, glns.bs2, glns.grid, glns.inact, '1', 'x'.repeat(500)]) {
        assertRefused(await call(supplier, sent === undefined ? {} : { SenderGLN: sent }), ...forbidden)
      }
      assertRefused(await call(supplier, { SenderGLN: '  ' }), ...forbidden)
    })

    it('S50 act for another market party only when it has let them, and with the scope for it', async () => {
      const acting = { SenderGLN: glns.bs2, OnBehalfOfGLN: glns.bs }
      const plain = await maskinporten.tokenFor(maskinporten.clients.elhubSupplier2, 'elhub:balancesupplier')
      assertRefused(await call(plain, acting), ...forbidden)
      const provider = await providerToken(app, maskinporten)
      assertRefused(await call(provider, acting), ...forbidden)
      await delegate(app, { gln: glns.bs, provider: glns.bs2 })
      assertRefused(await call(plain, acting), ...forbidden)
      assertRefused(await call(provider, { SenderGLN: glns.bs2 }), ...forbidden)
      assertRefused(await call(provider, { ...acting, OnBehalfOfGLN: glns.grid }), ...forbidden)
      assert.equal((await call(provider, acting, goodRequest())).status, 201)
    })

    it('are an end user by the token of a listed issuer, and see what was put to her', async () => {
      const put = await call(supplier, { SenderGLN: glns.bs }, goodRequest())
      const seen = await call(tokens.p1)
      assert.equal(seen.status, 200)
      assert.equal(seen.body.data[0].id, put.body.data.id)
      assert.deepEqual((await call(tokens.p2)).body.data, [])
      assertRefused(await call(tokens.p1, {}, goodRequest()), 403, 'Party not authorized')
    })

    it('are an organization by what the issuer or our register of rights says', async () => {
      assert.equal((await call(tokens.org)).status, 200)
      assert.equal((await call(tokens.org, { ElhubOnBehalfOfOrganisation: '987654321' })).status, 200)
      const other = { ElhubOnBehalfOfOrganisation: '810418192' }
      assertRefused(await call(tokens.p3, other), ...forbidden)
      await giveRight(nins.p3, '810418192')
      assert.equal((await call(tokens.p3, other)).status, 200)
      for (const wrong of ['12345678', 'x', '999999999']) {
        assertRefused(await call(tokens.p3, { ElhubOnBehalfOfOrganisation: wrong }), ...forbidden)
      }
    })

    it('are a system by a scope that nobody else holds', async () => {
      const system = await maskinporten.tokenFor(maskinporten.clients.elhubSystem, 'elhub:system')
      assertRefused(await call(system), 403, 'Party not authorized')
      const response = await fetch(`${app.publicUrl}${grants}/0a6c9a3e-3f0f-4d2c-8c41-4f5b8b1c2d3e`, {
        headers: { authorization: `Bearer ${system}`, 'user-agent': 'conf/1' },
      })
      assert.equal(response.status, 404)
      const { status } = await maskinporten.ask(maskinporten.clients.elhubSupplier1, {
        claims: { scope: 'elhub:system' },
      })
      assert.notEqual(status, 200)
    })

    it('E10 are nobody with a token that is forged, over, for something else or no token at all', async () => {
      const [header, payload, signature] = supplier.split('.')
      const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString())
      const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'elhub:system' })).toString('base64url')
      const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
      const bad = [
        `${header}.${changed}.${signature}`,
        `${unsigned}.${changed}.`,
        'x',
        'a.b.c',
        'x'.repeat(7000),
      ]
      for (const token of bad) assertRefused(await call(token, { SenderGLN: glns.bs }), ...unauthorized)
      const altinn = await maskinporten.tokenFor(maskinporten.clients.O1, 'altinn:consentrequests.read')
      assertRefused(await call(altinn, { SenderGLN: glns.bs }), ...forbidden)
      app.clock.move(3600 * 1000)
      assertRefused(await call(supplier, { SenderGLN: glns.bs }), ...unauthorized)
      assert.equal((await call(tokens.p1)).status, 200)
    })

    it('are nobody with a token that was made for somebody else’s API', async () => {
      const scope = 'elhub:balancesupplier'
      const tokenFor = (resource: unknown) =>
        maskinporten.tokenFor(maskinporten.clients.elhubSupplier1, scope, { resource })
      const ask = async (resource: unknown) => call(await tokenFor(resource), { SenderGLN: glns.bs })
      assertRefused(await ask('https://elsewhere.example'), ...unauthorized)
      assertRefused(await ask(['https://elsewhere.example', 'https://third.example']), ...unauthorized)
      const ours = [app.publicUrl, `${app.publicUrl}/access/v0`, ['https://elsewhere.example', app.publicUrl]]
      for (const resource of [...ours, 'unspecified']) assert.equal((await ask(resource)).status, 200)
    })

    it('E9 are nobody without the header, or with one of another kind', async () => {
      assertRefused(await call(undefined), ...unauthorized)
      for (const authorization of ['', 'bearer x', 'Bearer  x', 'Basic x', 'Bearer', `Token ${supplier}`]) {
        assertRefused(await call(undefined, { authorization, SenderGLN: glns.bs }), ...unauthorized)
      }
    })
  },
  'before all',
)

async function providerToken(app: WholeApp, { tokenFor, clients }: Maskinporten): Promise<string> {
  const scope = 'elhub:serviceprovider'
  const { client_id: id } = clients.elhubSupplier2
  const client = (await app.stores.clients.find(id))!
  await app.stores.registry.tokenScopes.put({
    id: scope,
    version: 0,
    description: 'Act for others',
    seconds: 120,
    holders: ['455261620'],
  })
  await app.stores.clients.save({ ...client, scopeValues: [...client.scopeValues, scope] })
  return tokenFor(clients.elhubSupplier2, scope)
}

const delegate = (app: WholeApp, delegation: { gln: string; provider: string }) =>
  app.stores.marketRegister.put({
    parties: [],
    delegations: [delegation],
    meteringPoints: [],
    redirects: [],
    products: [],
  })
