import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import { personNumbers } from '../../../adapters/fnrvalidator/person-numbers.ts'
import { person } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { openFapiClient } from '../../support/fapi-client.ts'
import { introspect, post } from '../../support/oauth-client.ts'
import { answer, askByBackchannel, ciba, poll, pollError, waitingFor } from '../../support/polling.ts'
import { statementsOf } from '../../support/statement-counter.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const kari = '14842249091'
/** Well made, and in no register. */
const nobody = '21929774873'

/** The same, four of them. */
const strangers = Array.from({ length: 40_000 }, (_, index) => `219297${String(74_800 + index)}`)
  .filter(personNumbers({ synthetic: true }).isGood)
  .slice(1, 5)

onEachDatabase('the backchannel (CIBA, by polling)', database => {
  const server = sharedOAuthServer(database)

  const ask = (form: Record<string, string>, client = server.device) =>
    post(server, '/backchannel_authentication', { client, form })
  const refused = async (form: Record<string, string>, client = server.device) => {
    const { status, json } = await ask(form, client)
    return [status, json.error]
  }
  const usual = { scope: 'openid debt.read', login_hint: kari }

  it('puts the question to the person, whose yes gives tokens, once', async () => {
    const asked = await askByBackchannel(server, { ...usual, binding_message: 'Skranke 4' })
    assert.deepEqual([asked.answer.expires_in, asked.answer.interval], [900, 5])
    assert.equal(await pollError(server, asked), 'authorization_pending')
    const [request] = await waitingFor(server)
    assert.equal(request!.message, 'Skranke 4')
    await answer(server, request!.id)
    const { status, json } = await poll(server, asked)
    assert.deepEqual([status, json.scope], [200, 'openid debt.read'])
    assert.equal((await introspect(server, String(json.access_token))).sub, server.kari.id)
    assert.equal(await pollError(server, asked), 'invalid_grant')
    assert.equal((await introspect(server, String(json.access_token))).active, true)
  })

  it('says what device codes say: wait, slower, no, too late, not yours', async () => {
    const begun = server.clock.now()
    server.clock.hold(begun)
    const [asked, late] = [
      await askByBackchannel(server, { binding_message: 'first' }),
      await askByBackchannel(server),
    ]
    assert.equal(await pollError(server, asked), 'authorization_pending')
    assert.equal(await pollError(server, asked), 'slow_down')
    assert.equal(await pollError(server, asked, server.bound), 'invalid_grant')
    const first = (await waitingFor(server)).find(({ message }) => message === 'first')
    await answer(server, first!.id, { outcome: 'reject' })
    assert.equal(await pollError(server, asked), 'access_denied')
    server.clock.hold(new Date(begun.getTime() + 901_000))
    assert.equal(await pollError(server, late), 'expired_token')
    assert.deepEqual(await waitingFor(server), [])
  })

  it('C1: is refused without a hint, with two, and without openid', async () => {
    const hint = { id_token_hint: 'x.y.z' }
    for (const form of [
      { scope: 'openid debt.read' },
      { ...usual, ...hint },
      { ...usual, login_hint_token: 'x' },
      { scope: 'debt.read', login_hint: kari },
      { login_hint: kari },
      { scope: 'openid debt.read', ...hint },
      { ...usual, requested_expiry: '-1' },
      { ...usual, requested_expiry: 'soon' },
      { ...usual, purpose: 'unknown' },
    ])
      assert.deepEqual(await refused(form), [400, 'invalid_request'], JSON.stringify(form))
  })

  it('C2: knows nobody by what is no number, and takes every other for somebody', async () => {
    for (const login_hint of ['14842249092', '1484224909', 'kari', '00000000000', ' '])
      assert.deepEqual(await refused({ ...usual, login_hint }), [400, 'unknown_user_id'], login_hint)
    const [known, unknown] = [await ask(usual), await ask({ ...usual, login_hint: nobody })]
    assert.deepEqual([known.status, unknown.status], [200, 200])
    assert.deepEqual(Object.keys(known.json), Object.keys(unknown.json))
    const party = await server.ports.parties.findByIdentifier(person(nobody))
    assert.equal((await waitingFor(server, party!.id)).length, 1)
  })

  it('C2: takes the same work to ask somebody who is known and somebody who is not', async () => {
    /** What is known by heart for seconds may have to be read anew beside it: the least of some counts. */
    const workFor = async (hints: readonly string[]) => {
      const counts: number[] = []
      for (const login_hint of hints)
        counts.push((await statementsOf(database, () => ask({ ...usual, login_hint }))).length)
      return Math.min(...counts)
    }
    const known = await workFor([kari, kari, kari, kari])
    assert.equal(await workFor(strangers), known)
  })

  it('C3: takes 64 characters of text to compare, and nothing that hides or breaks', async () => {
    for (const binding_message of [
      'x'.repeat(65),
      'to\nlinjer',
      'tab\there',
      ' ',
      '\u202eabc',
      '\u200b',
      '😀',
    ])
      assert.deepEqual(
        await refused({ ...usual, binding_message }),
        [400, 'invalid_binding_message'],
        JSON.stringify(binding_message),
      )
    for (const binding_message of ['W4SC', 'Å'.repeat(64), 'Kasse 3 – «blå» <b>9</b>'])
      assert.equal((await ask({ ...usual, binding_message })).status, 200, binding_message)
  })

  it('C4: is not for clients without the grant type, where they ask and where they poll', async () => {
    assert.deepEqual(await refused(usual, server.web), [400, 'unauthorized_client'])
    const { form } = await askByBackchannel(server)
    assert.equal(await pollError(server, { form }, server.web), 'unauthorized_client')
  })

  it('C5: tells of a hint that is over, and that it takes no such hints', async () => {
    const hint = (exp: number) =>
      new SignJWT({ sub: kari })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime(exp)
        .sign(server.privateKey)
    const now = Math.floor(server.clock.now().getTime() / 1000)
    const scope = 'openid debt.read'
    const over = { scope, login_hint_token: await hint(now - 60) }
    assert.deepEqual(await refused(over), [400, 'expired_login_hint_token'])
    const good = { scope, login_hint_token: await hint(now + 60) }
    assert.deepEqual(await refused(good), [400, 'invalid_request'])
  })

  it('C6: takes the number in the body only, and tells the audit trail nothing of it', async () => {
    const path = `/backchannel_authentication?login_hint=${kari}`
    const { status, json } = await post(server, path, { client: server.device, form: { scope: 'openid' } })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    await ask(usual)
    await ask({ ...usual, scope: 'nothing.known' })
    assert.doesNotMatch(JSON.stringify(server.recorded), new RegExp(kari))
    const kept = await database.knex.raw('select * from polled_authorization')
    assert.doesNotMatch(JSON.stringify(kept.rows), new RegExp(kari))
  })

  it('takes an ID token of ours as the hint', async () => {
    const first = await askByBackchannel(server)
    const [request] = await waitingFor(server)
    await answer(server, request!.id)
    const id_token_hint = String((await poll(server, first)).json.id_token)
    const { status } = await ask({ scope: 'openid debt.read', id_token_hint })
    assert.equal(status, 200)
    assert.equal((await waitingFor(server)).length, 1)
  })

  it('lasts as long as the client wishes, a day at most', async () => {
    const lasts = async (requested_expiry: string) =>
      (await ask({ ...usual, requested_expiry })).json.expires_in
    assert.equal(await lasts('120'), 120)
    assert.equal(await lasts('999999'), 86_400)
  })

  it('may be used by a client under FAPI 2.0, and asked by a signed request', async () => {
    const fapi = await openFapiClient(server, server.fapi, server.privateKey)
    const { json } = await post(server, '/backchannel_authentication', {
      form: await fapi.authenticated(usual),
    })
    const [request] = await waitingFor(server)
    await answer(server, request!.id)
    const got = await fapi.token({ grant_type: ciba, auth_req_id: String(json.auth_req_id) })
    assert.deepEqual([got.status, got.json.token_type], [200, 'DPoP'], JSON.stringify(got.json))

    const now = Math.floor(server.clock.now().getTime() / 1000)
    const signed = await fapi.sign({
      iss: 'fapi',
      aud: server.publicUrl,
      client_id: 'fapi',
      iat: now,
      nbf: now,
      exp: now + 60,
      jti: 'once',
      ...usual,
      binding_message: 'Signert',
    })
    const form = await fapi.authenticated({ request: signed })
    const by = await post(server, '/backchannel_authentication', { form })
    assert.equal(by.status, 200, JSON.stringify(by.json))
    assert.equal((await waitingFor(server))[0]!.message, 'Signert')
  })
})
