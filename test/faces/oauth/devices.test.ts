import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { openFapiClient } from '../../support/fapi-client.ts'
import { introspect, post } from '../../support/oauth-client.ts'
import { answer, askByDevice, deviceCode, poll, pollError, typeCode } from '../../support/polling.ts'
import { openProver } from '../../support/proofs.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

onEachDatabase('devices (RFC 8628)', database => {
  const server = sharedOAuthServer(database)

  const given = async (form: Record<string, string> = {}) => {
    const asked = await askByDevice(server, form)
    await answer(server, await typeCode(server, asked.answer.user_code))
    return asked
  }

  it('V1: are told where the code is typed, how long it is good, and to come again', async () => {
    const asked = await askByDevice(server)
    const { user_code: code, verification_uri: uri, ...rest } = asked.answer
    assert.match(String(code), /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/)
    assert.equal(uri, `${server.publicUrl}/device`)
    assert.equal(rest.verification_uri_complete, `${server.publicUrl}/device?user_code=${String(code)}`)
    assert.deepEqual([rest.expires_in, rest.interval], [900, 5])
    const { status, json, headers } = await poll(server, asked)
    assert.deepEqual([status, json.error], [400, 'authorization_pending'])
    assert.equal(headers.get('cache-control'), 'no-store')
  })

  it('V2: are slowed down when they poll too fast, by five seconds each time', async () => {
    const asked = await askByDevice(server)
    let now = server.clock.now().getTime()
    const after = async (seconds: number) => {
      now += seconds * 1000
      server.clock.hold(new Date(now))
      return pollError(server, asked)
    }
    assert.equal(await after(0), 'authorization_pending')
    assert.equal(await after(5), 'authorization_pending')
    assert.equal(await after(3), 'slow_down')
    assert.equal(await after(9), 'slow_down')
    assert.equal(await after(15), 'authorization_pending')
    await answer(server, await typeCode(server, asked.answer.user_code))
    assert.equal((await poll(server, asked)).status, 200, 'who has an answer is not told to wait')
  })

  it('V3: hear of a no, as often as they ask', async () => {
    const asked = await askByDevice(server)
    await answer(server, await typeCode(server, asked.answer.user_code), { outcome: 'reject' })
    for (let time = 0; time < 2; time++) {
      const { status, json } = await poll(server, asked)
      assert.deepEqual([status, json.error], [400, 'access_denied'])
    }
  })

  it('V4: hear that it is over, and what was given in time can be fetched a little longer', async () => {
    const begun = server.clock.now().getTime()
    const after = (seconds: number) => server.clock.hold(new Date(begun + seconds * 1000))
    after(0)
    const [late, inTime] = [await askByDevice(server), await askByDevice(server)]
    after(899)
    await answer(server, await typeCode(server, inTime.answer.user_code))
    after(901)
    assert.equal(await pollError(server, late), 'expired_token')
    assert.equal(await server.polled.findByUserCode(String(late.answer.user_code)), undefined)
    assert.equal((await poll(server, inTime)).status, 200)
    after(23 * 3600)
    assert.equal(await pollError(server, late), 'expired_token')
  })

  it('V5: get tokens for a yes, once', async () => {
    const asked = await given()
    const { status, json } = await poll(server, asked)
    assert.equal(status, 200)
    assert.equal(json.scope, 'openid debt.read')
    const { active, sub, scope } = await introspect(server, String(json.access_token))
    assert.deepEqual([active, sub, scope], [true, server.kari.id, 'debt.read'])
    const { acr, auth_time, sub: subject } = decodeJwt(String(json.id_token))
    assert.deepEqual([acr, subject, typeof auth_time], ['high', server.kari.id, 'number'])
    assert.equal(await pollError(server, asked), 'invalid_grant')
    assert.equal((await introspect(server, String(json.access_token))).active, true)
  })

  it('V5: hear of the login that the answer was given with, and of none after it', async () => {
    const asked = await askByDevice(server)
    const id = await typeCode(server, asked.answer.user_code)
    const now = server.clock.now()
    await answer(server, id)
    await server.polled.noteLogin(id, new Date(now.getTime() + 600_000))
    const { json } = await poll(server, asked)
    const { auth_time: at } = decodeJwt(String(json.id_token))
    assert.ok(Math.abs(Number(at) - now.getTime() / 1000) < 300, String(at))
  })

  it('V5: of many polls at once one gets tokens, which stay good', async () => {
    const asked = await given()
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(server, asked)))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    const errors = new Set(answers.map(({ json }) => json.error))
    assert.deepEqual(errors, new Set([undefined, 'invalid_grant']))
    assert.equal((await introspect(server, String(won[0]!.json.access_token))).active, true)
  })

  it('V6: get nothing for a code of another client, or of nobody', async () => {
    const asked = await given()
    assert.equal(await pollError(server, asked, server.bound), 'invalid_grant')
    for (const device_code of [
      '',
      'x',
      `${asked.form.device_code}x`,
      'dg1g_0cZ2Vsor8YctJqjBJIMSaTmA9XsjqfF5NTXPnvLTftq',
    ]) {
      const error = await pollError(server, { form: { grant_type: deviceCode, device_code } })
      assert.match(String(error), /^invalid_(grant|request)$/)
    }
    assert.equal((await poll(server, asked)).status, 200)
  })

  it('V8: get a refresh token for offline_access without a prompt, which ends with the consent', async () => {
    const { json } = await poll(server, await given({ scope: 'openid offline_access debt.read' }))
    assert.equal(json.scope, 'openid offline_access debt.read')
    const form = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
    assert.equal((await post(server, '/token', { client: server.device, form })).status, 200)
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    assert.equal((await post(server, '/token', { client: server.device, form })).json.error, 'invalid_grant')
    assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
  })

  it('get no tokens for a consent that was withdrawn before they came', async () => {
    const asked = await given()
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    assert.equal(await pollError(server, asked), 'invalid_grant')
  })

  it('find their code however it is typed, until it is answered', async () => {
    const { answer: told } = await askByDevice(server)
    const code = String(told.user_code)
    for (const typed of [code.toLowerCase(), code.replace('-', ''), code.replace('-', ' – '), ` ${code} `])
      assert.ok(await server.polled.findByUserCode(typed), typed)
    for (const typed of ['', 'AAAA-AAAA', `${code}B`, code.slice(1), '%', 'ÆØÅ'])
      assert.equal(await server.polled.findByUserCode(typed), undefined, typed)
    await answer(server, await typeCode(server, code))
    assert.equal(await server.polled.findByUserCode(code), undefined)
  })

  it('are refused at once for what may not be asked', async () => {
    const wrongs: readonly (readonly [Record<string, string>, string])[] = [
      [{}, 'invalid_scope'],
      [{ scope: 'offline_access' }, 'invalid_scope'],
      [{ scope: 'nothing.known' }, 'invalid_scope'],
      [{ scope: 'debt.read', resource: 'https://nobody.example' }, 'invalid_target'],
      [{ scope: 'debt.read', purpose: 'unknown' }, 'invalid_request'],
      [{ scope: 'debt.read', consent_days: '0' }, 'invalid_request'],
      [{ scope: 'debt.read', consent_days: '9999' }, 'invalid_request'],
      [{ scope: 'x'.repeat(5000) }, 'invalid_request'],
    ]
    for (const [form, error] of wrongs) {
      const { status, json } = await post(server, '/device_authorization', { client: server.device, form })
      assert.deepEqual([status, json.error], [400, error], JSON.stringify(form))
    }
    const form = { scope: 'openid debt.read' }
    const other = await post(server, '/device_authorization', { client: server.web, form })
    assert.deepEqual([other.status, other.json.error], [400, 'unauthorized_client'])
    const wrong = await post(server, '/device_authorization', { client: { id: 'device', secret: 'x' }, form })
    assert.deepEqual([wrong.status, wrong.json.error], [401, 'invalid_client'])
  })

  it('may be of a client without a secret, which may not ask by the backchannel', async () => {
    const asked = await askByDevice(server, {}, server.television)
    await answer(server, await typeCode(server, asked.answer.user_code))
    assert.equal((await poll(server, asked, server.television)).status, 200)
    const form = { client_id: server.television.id, scope: 'openid debt.read', login_hint: '14842249091' }
    const { json } = await post(server, '/backchannel_authentication', { form })
    assert.equal(json.error, 'unauthorized_client')
  })

  it('bind their tokens to a key, and are not used up by a proof that is refused', async () => {
    const prover = await openProver()
    await prover.ready(server)
    const asked = await askByDevice(server, {}, server.bound)
    await answer(server, await typeCode(server, asked.answer.user_code))
    assert.equal((await poll(server, asked, server.bound)).status, 400)
    const got = await prover.post(server, '/token', { client: server.bound, form: asked.form })
    assert.deepEqual([got.status, got.json.token_type], [200, 'DPoP'])
    assert.deepEqual((await introspect(server, String(got.json.access_token))).cnf, {
      jkt: prover.thumbprint,
    })
  })

  it('may be of a client under FAPI 2.0', async () => {
    const fapi = await openFapiClient(server, server.fapi, server.privateKey)
    const form = await fapi.authenticated({ scope: 'openid debt.read' })
    const { status, json } = await post(server, '/device_authorization', { form })
    assert.equal(status, 200, JSON.stringify(json))
    await answer(server, await typeCode(server, json.user_code))
    const asked = { grant_type: deviceCode, device_code: String(json.device_code) }
    const got = await fapi.token(asked)
    assert.deepEqual([got.status, got.json.token_type], [200, 'DPoP'], JSON.stringify(got.json))
  })
})
