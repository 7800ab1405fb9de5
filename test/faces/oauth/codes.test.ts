import assert from 'node:assert/strict'
import { movableClock } from '../../../adapters/clock/movable-clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('codes', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(async () => {
    movableClock.reset()
    await server.close()
  })

  const obtainCode = async (wishes = {}) => {
    const { callback, verifier } = await authorize(await discover(server, server.web), server.web, wishes)
    const code = callback.searchParams.get('code') ?? ''
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://rp.example/cb',
      code_verifier: verifier,
    }
    return {
      form,
      exchange: (changes = {}, client = server.web) =>
        post(server, '/token', { client, form: { ...form, ...changes } }),
    }
  }

  it('S5: an exchanged code presented again ends everything it gave', async () => {
    const { exchange } = await obtainCode({ scope: 'openid offline_access debt.read', prompt: 'consent' })
    const first = await exchange()
    assert.equal(first.status, 200)
    assert.equal(first.headers.get('cache-control'), 'no-store')
    const second = await exchange()
    assert.deepEqual([second.status, second.json.error], [400, 'invalid_grant'])
    assert.deepEqual(await introspect(server, String(first.json.access_token)), { active: false })
    const form = { grant_type: 'refresh_token', refresh_token: String(first.json.refresh_token) }
    assert.equal((await post(server, '/token', { client: server.web, form })).json.error, 'invalid_grant')
  })

  it('S6: of fifty exchanges at once one wins, and then nothing of it is alive', async () => {
    const { exchange } = await obtainCode()
    const answers = await Promise.all(Array.from({ length: 50 }, () => exchange()))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    assert.deepEqual(new Set(answers.map(({ json }) => json.error)), new Set([undefined, 'invalid_grant']))
    assert.deepEqual(await introspect(server, String(won[0]?.json.access_token)), { active: false })
  })

  it('S7: a code presented by another client is refused and burnt', async () => {
    const { exchange } = await obtainCode()
    assert.equal((await exchange({}, server.other)).json.error, 'invalid_grant')
    assert.equal((await exchange()).json.error, 'invalid_grant')
  })

  it('S9: takes the right verifier only', async () => {
    for (const code_verifier of ['', 'x'.repeat(42), 'x'.repeat(129), 'x'.repeat(43)]) {
      const { exchange } = await obtainCode()
      const { status, json } = await exchange({ code_verifier })
      assert.equal(status, 400)
      assert.match(String(json.error), /^invalid_(grant|request)$/)
    }
  })

  it('S10: a code is good for sixty seconds', async () => {
    const { exchange } = await obtainCode()
    movableClock.advance(61)
    assert.equal((await exchange()).json.error, 'invalid_grant')
    const next = await obtainCode()
    movableClock.advance(57)
    assert.equal((await next.exchange()).status, 200)
  })

  it('is bound to its redirect_uri', async () => {
    const { exchange } = await obtainCode()
    assert.equal((await exchange({ redirect_uri: 'https://rp.example/other' })).json.error, 'invalid_grant')
  })

  it('is dead when the consent was withdrawn before the exchange', async () => {
    const { exchange } = await obtainCode()
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    assert.equal((await exchange()).json.error, 'invalid_grant')
  })

  it('gives tokens that end with the consent', async () => {
    const { exchange } = await obtainCode({ purpose: 'once' })
    movableClock.advance(30)
    const { json } = await exchange()
    assert.ok(Number(json.expires_in) <= 570)
    const found = await introspect(server, String(json.access_token))
    movableClock.advance(571)
    assert.equal(found.active, true)
    assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
  })

  it('S39: takes no parameter twice, in two places or as an array', async () => {
    const { form } = await obtainCode()
    const body = new URLSearchParams(form).toString()
    const refused = async (path: string, text: string) => {
      const { status, json } = await post(server, path, { client: server.web, form: text })
      assert.deepEqual([status, json.error], [400, 'invalid_request'])
    }
    await refused('/token', `${body}&code=${form.code}`)
    await refused('/token', `${body}&scope%5B%5D=debt.read`)
    await refused('/token?client_id=web', `${body}&client_id=web`)
    await refused('/token', `${body}&unknown=1&unknown=2`)
  })

  it('S40: refuses bodies and forms without bounds', async () => {
    const started = process.cpuUsage()
    const large = await post(server, '/token', {
      client: server.web,
      form: `scope=${'x'.repeat(1024 * 1024)}`,
    })
    assert.equal(large.status, 413)
    const many = Array.from({ length: 10_000 }, (_, index) => `f${index}=`)
      .join('&')
      .slice(0, 60_000)
    assert.equal((await post(server, '/token', { client: server.web, form: many })).status, 400)
    assert.ok(process.cpuUsage(started).user < 500_000)
  })

  it('keeps only hashes', async () => {
    const { form, exchange } = await obtainCode({
      scope: 'openid offline_access debt.read',
      prompt: 'consent',
    })
    const { json } = await exchange()
    const { rows } = await database.knex.raw(
      `select coalesce(string_agg(t, ' '), '') as everything from (
         select a::text as t from artifact a union all select b::text from browser_state b) everything`,
    )
    for (const secret of [form.code, json.access_token, json.refresh_token]) {
      assert.equal(
        String(rows[0].everything).includes(String(secret).slice(String(secret).indexOf('_') + 1)),
        false,
      )
    }
  })
})
