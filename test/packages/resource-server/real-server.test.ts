import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import { decodeJwt } from 'jose'
import {
  type Access,
  type ClientCredentials,
  type Demands,
  type Follower,
  feed,
  openResourceServer,
  poll,
  push,
  Refusal,
  type ResourceServer,
  statusList,
  webhook,
} from '../../../packages/resource-server/src/index.ts'
import { consented } from '../../support/consented.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { eventReader, type Receiver } from '../../support/event-reader.ts'
import { closed, listening } from '../../support/listening.ts'
import { until } from '../../support/until.ts'
import { webhookClient } from '../../support/webhook-client.ts'

/** An API of the demo, and what asks for it. */
interface Api {
  readonly audience: string
  readonly receiver: Receiver
  readonly scope: string
}

describe('an API at the demo’s server', () => {
  let app: DemoApp
  let jwts: Api
  let opaque: Api
  const open: ResourceServer[] = []
  const servers: Server[] = []
  before(async () => {
    app = await startDemoApp()
    const { apiReceiver, jwtApiReceiver } = (await app.demoJson()).events as Record<string, Receiver>
    opaque = { audience: 'https://finances.demo.example', receiver: apiReceiver!, scope: 'income.read' }
    jwts = {
      audience: 'https://insurance.demo.example',
      receiver: jwtApiReceiver!,
      scope: 'insurance.read',
    }
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()))
    await Promise.all(servers.splice(0).map(closed))
  })
  after(() => app.close())

  const credentials = ({ client_id: id, client_secret: secret }: Receiver): ClientCredentials => ({
    id,
    secret,
  })
  const opened = async ({ audience, receiver }: Api, follow: Follower): Promise<ResourceServer> => {
    const options = { issuer: app.publicUrl, audience, client: credentials(receiver), follow }
    const api = openResourceServer({ ...options, clockTolerance: 0 })
    open.push(api)
    await until(async () => api.isHearing())
    return api
  }

  const given = (scope: string, more: Readonly<Record<string, string>> = {}) =>
    consented({ publicUrl: app.publicUrl, web: app.demo.clients.oauth.web }, scope, more)

  const check = (api: ResourceServer, token: string, demands: Demands = {}): Promise<Access> =>
    api.check({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }, demands)
  const isRefused = async (api: ResourceServer, token: string): Promise<boolean> => {
    const error: unknown = await check(api, token).then(
      () => undefined,
      (caught: unknown) => caught,
    )
    if (error === undefined) return false
    assert.ok(error instanceof Refusal)
    assert.equal(error.code, 'invalid_token')
    return true
  }
  const introspected = async (): Promise<string> =>
    (await app.measured())
      .split('\n')
      .filter(line => line.startsWith('samtykke_introspections_total'))
      .join()

  /** By the time a token is that new, nobody needs to be asked about it, however seconds are rounded. */
  const knowsByItself = (api: ResourceServer, scope: string) =>
    untilResult(async () => {
      const one = await given(scope)
      const before = await introspected()
      await check(api, one.token, { scopes: [scope], purpose: 'finance-overview' })
      return (await introspected()) === before ? one : undefined
    })

  for (const [how, make] of Object.entries({
    'listens to the feed': () => feed(),
    'asks the feed again and again': () => feed({ longPoll: true }),
    'polls a stream': poll,
  })) {
    it(`refuses a JWT that it reads by itself after the withdrawal, when it ${how}`, async () => {
      const api = await opened(jwts, make())
      const { token, withdraw } = await knowsByItself(api, jwts.scope)
      const before = await introspected()
      await withdraw(String(decodeJwt(token).grant_id))
      await until(() => isRefused(api, token))
      assert.equal(await introspected(), before)
    })
  }

  it('refuses an opaque token whose answer it keeps after the withdrawal', async () => {
    const api = await opened(opaque, feed())
    const { token, withdraw } = await given(opaque.scope)
    const { consentId } = await check(api, token, { scopes: ['income.read'], purpose: 'finance-overview' })
    const before = await introspected()
    await check(api, token)
    await withdraw(consentId!)
    await until(() => isRefused(api, token))
    assert.equal(await introspected(), before)
  })

  const served = async (handler: RequestListener): Promise<string> => {
    const server = createServer(handler)
    servers.push(server)
    return `http://127.0.0.1:${await listening(server)}/told`
  }

  it('is pushed to at a stream that it makes and removes', async () => {
    let hook: ReturnType<typeof push> | undefined
    const endpoint = await served((request, response) => void hook?.handler(request, response))
    hook = push({ endpoint })
    const api = await opened(jwts, hook)
    const { token, withdraw } = await knowsByItself(api, jwts.scope)
    await withdraw(String(decodeJwt(token).grant_id))
    await until(() => isRefused(api, token))
    const stranger = await fetch(endpoint, { method: 'POST', body: 'a.b.c' })
    assert.equal(stranger.status, 401)
    await api.close()
    const { access_token } = await ownToken(jwts.receiver)
    const streams = await fetch(`${app.publicUrl}/ssf/stream`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    assert.deepEqual(await streams.json(), [])
  })

  it('is told by a webhook, and believes nobody else', async () => {
    let hook: ReturnType<typeof webhook> | undefined
    const url = await served((request, response) => void hook?.handler(request, response))
    const client = webhookClient(app.publicUrl, (await ownToken(opaque.receiver)).access_token)
    const { secret } = await client.create({ url })
    hook = webhook({ secret: ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', secret] })
    const api = openResourceServer({
      issuer: app.publicUrl,
      audience: opaque.audience,
      client: credentials(opaque.receiver),
      follow: hook,
    })
    open.push(api)
    const { token, withdraw } = await given(opaque.scope)
    const { consentId } = await check(api, token)
    const forged = JSON.stringify({
      type: 'consent.withdrawn',
      timestamp: '',
      data: { consent_id: consentId },
    })
    const headers = { 'webhook-id': 'x', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) }
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'webhook-signature': 'v1,AAAA' },
      body: forged,
    })
    assert.equal(answer.status, 401)
    const before = await introspected()
    await check(api, token)
    await withdraw(consentId!)
    await until(() => isRefused(api, token))
    assert.equal(await introspected(), before)
    await client.removeAll(url)
  })

  it('finds the token in the list that it names, without being anybody’s client', async () => {
    const api = openResourceServer({ issuer: app.publicUrl, audience: jwts.audience, follow: statusList() })
    open.push(api)
    const { token, withdraw } = await given(jwts.scope)
    const { consentId } = await check(api, token)
    await withdraw(consentId!)
    await until(() => isRefused(api, token))
  })

  it('records a use, which the person reads beside her consent', async () => {
    const api = await opened(jwts, feed())
    const { token, withdraw, read } = await given(jwts.scope)
    const access = await check(api, token)
    await api.recordUse(access, { what: 'Looked up what is insured', language: 'en' })
    assert.match(await read(`/consents/${access.consentId}?lang=en`), /Looked up what is insured/)
    await assert.rejects(api.recordUse(access, { what: '', language: 'en' }), TypeError)
    await withdraw(access.consentId!)
    await assert.rejects(api.recordUse(access, { what: 'Again' }), { code: 'invalid_token', status: 401 })
  })

  it('gets through once with a consent for a single use, of several at once too', async () => {
    const api = await opened(opaque, feed())
    const { token } = await given(opaque.scope, { purpose: 'loan-application' })
    const access = await check(api, token)
    const uses = await Promise.allSettled(
      Array.from({ length: 5 }, () => api.recordUse(access, { what: 'Loan application', language: 'en' })),
    )
    assert.equal(uses.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of uses) if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal)
    await until(() => isRefused(api, token))
  })

  const ownToken = async (receiver: Receiver) => ({
    access_token: await eventReader(app.publicUrl).tokenOf(receiver),
  })
})

async function untilResult<T>(find: () => Promise<T | undefined>): Promise<T> {
  let found: T | undefined
  await until(async () => {
    found = await find()
    return found !== undefined
  })
  return found!
}
