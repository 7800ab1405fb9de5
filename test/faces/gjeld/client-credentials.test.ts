import assert from 'node:assert/strict'
import { onGjeld } from '../../support/gjeld-oauth.ts'
import { both, presentation } from '../../support/gjeld-world.ts'
import { send } from '../../support/send.ts'

const agreement = { grant_type: 'client_credentials', scope: 'consent.create' }

onGjeld('B. Token endpoint, client credentials', world => {
  it('N4 gives a bearer token of an hour and nothing else', async () => {
    const { status, headers, json } = await world.machine('consent.create', 'agreement')
    assert.equal(status, 200)
    assert.equal(json.token_type, 'bearer')
    assert.equal(json.scope, 'consent.create')
    assert.ok(Number(json.expires_in) >= 3590 && Number(json.expires_in) <= 3600)
    assert.deepEqual(Object.keys(json).sort(), ['access_token', 'expires_in', 'scope', 'token_type'])
    assert.match(headers.get('cache-control') ?? '', /no-store/)
  })

  it('N5 gives both debt scopes together', async () => {
    const { status, json } = await world.machine(both, 'debt')
    assert.equal(status, 200)
    assert.equal(json.scope, both)
  })

  it('N8 refuses a secret in the body', async () => {
    const { client_id, client_secret } = world.A
    const form = { ...agreement, audience: world.audience.agreement, client_id, client_secret }
    const { status, json } = await send(`${world.issuer}oauth2/token`, { form })
    assert.deepEqual([status, json.error], [401, 'invalid_client'])
  })

  it('N9 refuses who does not say who it is', async () => {
    const form = { ...agreement, audience: world.audience.agreement }
    const { status, json } = await send(`${world.issuer}oauth2/token`, { form })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })

  it('N9 refuses a wrong secret', async () => {
    const form = { ...agreement, audience: world.audience.agreement }
    const { status, json, headers } = await world.token(form, { ...world.A, client_secret: 'x'.repeat(43) })
    assert.deepEqual([status, json.error], [401, 'invalid_client'])
    assert.ok(headers.has('www-authenticate'))
  })

  it('N10 refuses a scope that the client does not have', async () => {
    for (const audience of ['agreement', 'debt'] as const) {
      const { status, json } = await world.machine('consent.create', audience, world.C)
      const error = audience === 'debt' ? 'invalid_scope' : 'invalid_request'
      assert.deepEqual([status, json.error], [400, error])
    }
  })

  it('N12 refuses a scope of another API', async () => {
    const { status, json } = await world.machine('consent.create', 'debt')
    assert.deepEqual([status, json.error], [400, 'invalid_scope'])
  })

  it('N13 refuses an audience that is none', async () => {
    for (const audience of [
      'https://other.example/api',
      '',
      `${world.audience.debt} ${world.audience.feed}`,
      `${world.audience.debt}/x`,
    ]) {
      const { status, json } = await world.token({ ...agreement, audience })
      assert.deepEqual([status, json.error], [400, 'invalid_request'])
    }
    const { status, json } = await world.token(agreement)
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })

  it('N15 knows the API by the names that clients have had for it', async () => {
    for (const base of ['https://api-preprod.norskgjeld.no', 'https://api.norskgjeld.no']) {
      const audience = `${base}/feed/v1/consent`
      const form = { grant_type: 'client_credentials', scope: 'client.access.consent.events', audience }
      const { status, json } = await world.token(form)
      assert.equal(status, 200)
      const feed = await world.call('GET', '/feed/v1/consent/lastSequenceNr', String(json.access_token))
      assert.equal(feed.status, 200)
      assert.equal((await world.token({ ...form, audience: `${audience}/` })).status, 200)
    }
  })

  it('N17 takes forms only, and posts only', async () => {
    const url = `${world.issuer}oauth2/token`
    const { status, json } = await send(url, { json: agreement, as: world.A })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    const got = await fetch(`${url}?grant_type=client_credentials`)
    assert.ok(got.status >= 400 && got.status < 500)
  })

  it('S65 refuses days, unknown scopes and no scope at all', async () => {
    for (const scope of [`${presentation}.14`, 'openid', 'consent.events', 'debt', `${presentation}  `]) {
      const { status, json } = await world.machine(scope, 'debt')
      assert.deepEqual([status, json.error], [400, 'invalid_scope'], scope)
    }
    const { status, json } = await world.token({
      grant_type: 'client_credentials',
      audience: world.audience.debt,
    })
    assert.deepEqual([status, json.error], [400, 'invalid_scope'])
  })

  it('gives grant types by name: unknown ones, and those of other clients, are refused as such', async () => {
    const unknown = await world.token({ grant_type: 'password', username: 'a', password: 'b' })
    assert.deepEqual([unknown.status, unknown.json.error], [400, 'unsupported_grant_type'])
    const refresh = await world.token({ grant_type: 'refresh_token', refresh_token: 'x' })
    assert.deepEqual([refresh.status, refresh.json.error], [400, 'unsupported_grant_type'])
    const code = { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://c.example/cb' }
    const foreign = await world.token(code, world.C)
    assert.deepEqual([foreign.status, foreign.json.error], [400, 'unauthorized_client'])
  })

  it('takes a body that names the same client, and refuses one that names another', async () => {
    const form = { ...agreement, audience: world.audience.agreement }
    assert.equal((await world.token({ ...form, client_id: world.A.client_id })).status, 200)
    const { status, json } = await world.token({ ...form, client_id: world.B.client_id })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })
})
