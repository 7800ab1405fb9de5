import assert from 'node:assert/strict'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { findForm } from '../../../server/demo/walk/html.ts'
import { onGjeld } from '../../support/gjeld-oauth.ts'
import { both, presentation, processing } from '../../support/gjeld-world.ts'
import { nora, ola } from '../../support/portal-visitor.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

onGjeld('D. Code exchange', world => {
  const verified = (idToken: unknown) =>
    jwtVerify(String(idToken), createRemoteJWKSet(new URL(`${world.issuer}.well-known/jwks.json`)), {
      issuer: world.issuer,
      audience: world.A.client_id,
      algorithms: ['RS256'],
    })
  const debtToken = async () => String((await world.machine(both, 'debt')).json.access_token)

  it('N36 gives a bearer token with the bare scope, no ID token and no refresh token', async () => {
    const { status, json, headers } = await world.exchange(await world.accept(`${presentation}.30`))
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(json).sort(), ['access_token', 'expires_in', 'scope', 'token_type'])
    assert.deepEqual([json.token_type, json.scope], ['bearer', presentation])
    assert.match(headers.get('cache-control') ?? '', /no-store/)
    const once = await world.exchange(await world.accept(presentation), { client_id: world.A.client_id })
    assert.equal(once.status, 200)
    assert.ok(Number(once.json.expires_in) >= 3590, 'tells an hour, though the consent ends before')
  })

  it('N38 gives an ID token for openid, with who it was and which consent', async () => {
    const { status, json } = await world.exchange(await world.accept(`${processing}.14 openid`))
    assert.equal(status, 200)
    assert.equal(json.scope, `${processing} openid`)
    const { payload, protectedHeader } = await verified(json.id_token)
    assert.equal(protectedHeader.alg, 'RS256')
    assert.equal(payload.iss, world.issuer)
    assert.equal(payload.pid, nora)
    assert.match(String(payload.consent_id), uuid)
    assert.equal(payload.exp! - payload.iat!, 3600)
    assert.ok(Number(payload.auth_time) <= payload.iat!)
    const looked = await world.call('GET', `/v1/debt/${String(payload.consent_id)}`, await debtToken())
    assert.equal(looked.status, 200)

    const info = await world.call('GET', '/userinfo', String(json.access_token))
    assert.equal(info.status, 200)
    assert.deepEqual(info.json, { sub: payload.sub, pid: nora, consent_id: payload.consent_id })
  })

  it('knows a person by another name for each client', async () => {
    const subjectAt = async (client = world.A) => {
      const person = world.browser()
      const page = await person.logIn(
        await person.ask({ scope: `${presentation} openid`, nonce: 'n-1' }, client),
      )
      const answer = await person.decide(page, 'accept')
      const { json } = await world.exchange(answer, {}, client)
      const [, payload = ''] = String(json.id_token).split('.')
      return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    }
    const [one, two, other] = [await subjectAt(), await subjectAt(), await subjectAt(world.B)]
    assert.equal(one.nonce, 'n-1')
    assert.equal(one.sub, two.sub)
    assert.notEqual(one.sub, other.sub)
  })

  it('refuses a token without openid at userinfo', async () => {
    const { status } = await world.call('GET', '/userinfo', await world.tokenFor(presentation))
    assert.equal(status, 403)
    const bad = await world.call('GET', '/userinfo', 'nothing')
    assert.equal(bad.status, 401)
    assert.match(bad.headers.get('www-authenticate') ?? '', /^Bearer/)
  })

  it('N40 ends the first token when a code comes twice, and not the consent', async () => {
    const answer = await world.accept(`${presentation}.100`)
    const first = await world.exchange(answer)
    const token = String(first.json.access_token)
    const { consent_id } = await world.introspect(token)
    const second = await world.exchange(answer)
    assert.deepEqual([second.status, second.json.error], [400, 'invalid_grant'])
    assert.deepEqual(await world.introspect(token), { active: false })
    const status = await world.call('GET', `/v1/debt/${String(consent_id)}/status`, await debtToken())
    assert.equal(status.json.active, true)
  })

  it('N42 refuses another redirect URI', async () => {
    const { status, json } = await world.exchange(await world.accept(presentation), {
      redirect_uri: 'https://a.example/other',
    })
    assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  })

  it('N42 refuses the code of another client, and an unknown one', async () => {
    const foreign = await world.exchange(await world.accept(presentation), {}, world.B)
    assert.deepEqual([foreign.status, foreign.json.error], [400, 'invalid_grant'])
    const unknown = await world.exchange({ code: 'nothing' })
    assert.deepEqual([unknown.status, unknown.json.error], [400, 'invalid_grant'])
  })

  it('N42 lets a code live for ten minutes', async () => {
    const [kept, late] = [await world.accept(`${presentation}.30`), await world.accept(`${presentation}.30`)]
    world.clock.move(590_000)
    assert.equal((await world.exchange(kept)).status, 200)
    world.clock.move(15_000)
    assert.equal((await world.exchange(late)).json.error, 'invalid_grant')
  })

  it('N44 lets another person follow in the same browser', async () => {
    const person = world.browser()
    const flow = async (pid: string) => {
      const page = await person.logIn(await person.ask({ scope: `${presentation}.30 openid` }), pid)
      const { json } = await world.exchange(await person.decide(page, 'accept'))
      const { payload } = await verified(json.id_token)
      return { token: String(json.access_token), pid: payload.pid }
    }
    const [one, two] = [await flow(nora), await flow(ola)]
    assert.deepEqual([one.pid, two.pid], [nora, ola])
    for (const { token, pid } of [one, two]) {
      const told = await world.introspect(token)
      assert.deepEqual([told.active, told.pid], [true, pid])
    }
  })

  it('N45 refuses the code of a consent that the client took back', async () => {
    const answer = await world.accept(`${presentation}.30 openid`)
    const { json } = await world.exchange(answer)
    const { payload } = await verified(json.id_token)
    const waiting = await world.accept(`${presentation}.30`)
    const grants = await world.stores.query.grants(
      { clientId: world.A.client_id, standing: 'active' },
      { limit: 10 },
    )
    const newest = grants.items.find(({ id }) => id !== payload.consent_id)!
    const taken = await world.call('DELETE', `/v1/debt/${newest.id}`, await debtToken())
    assert.equal(taken.status, 204)
    const { status, json: refused } = await world.exchange(waiting)
    assert.deepEqual([status, refused.error], [400, 'invalid_grant'])
  })

  it('N45 refuses the code of a consent that the person withdrew', async () => {
    const person = world.browser()
    const page = await person.logIn(await person.ask({ scope: `${presentation}.30` }))
    const answer = await person.decide(page, 'accept')
    const listed = await person.open(`${world.publicUrl}/consents`)
    const [, id] = /href="\/consents\/([0-9a-f-]{36})/.exec(listed.body) ?? []
    await person.decide(await person.open(`${world.publicUrl}/consents/${id}/withdraw`), 'withdraw')
    const { status, json } = await world.exchange(answer)
    assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  })

  it('logs a person out who says so', async () => {
    const person = world.browser()
    await person.decide(await person.logIn(await person.ask()), 'accept')
    const asked = await person.open(`${world.issuer}oauth2/sessions/logout`)
    assert.equal(asked.status, 200)
    const form = findForm(asked.body, asked.url, { name: 'logout', value: 'yes' })
    assert.equal(form.action, `${world.issuer}oauth2/sessions/logout/confirm`)
    assert.equal((await person.submit(asked, 'logout', { logout: 'yes' })).status, 200)
    const consents = await person.open(`${world.publicUrl}/consents`)
    assert.match(consents.body, /name="outcome"/)
  })
})
