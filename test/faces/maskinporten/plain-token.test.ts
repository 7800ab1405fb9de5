import assert from 'node:assert/strict'
import { createPrivateKey, type JsonWebKey, sign as signBytes } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, generateSecret, jwtVerify, SignJWT } from 'jose'
import { expectTokenError } from '../../support/expect-token-error.ts'
import { jwtBearer } from '../../support/maskinporten.ts'
import { onMaskinporten, write } from '../../support/maskinporten-world.ts'
import { send, statuses } from '../../support/send.ts'
import { toldOf } from '../../support/told-of.ts'

const consumer = (orgno: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgno}` })

onMaskinporten('maskinporten: plain tokens', world => {
  const now = () => Math.floor(world.app.clock.now().getTime() / 1000)
  const ask = (claims: Readonly<Record<string, unknown>>) =>
    world.ask(world.clients.O1, { claims: { scope: write, ...claims } })

  it('A116 answers a good assertion with a token that its published keys verify', async () => {
    const { status, json, headers } = await ask({})
    assert.equal(status, 200)
    assert.equal(json.token_type, 'Bearer')
    assert.equal(json.expires_in, 120)
    assert.equal(json.scope, write)
    assert.equal(headers.get('cache-control'), 'no-store')
    const keys = createRemoteJWKSet(new URL(`${world.issuer}jwk`))
    const { payload, protectedHeader } = await jwtVerify(String(json.access_token), keys, {
      currentDate: world.app.clock.now(),
    })
    assert.deepEqual(Object.keys(protectedHeader).toSorted(), ['alg', 'kid'])
    assert.equal(protectedHeader.alg, 'RS256')
    const { iat, exp, jti, ...claims } = payload
    assert.deepEqual(claims, {
      iss: world.issuer,
      client_id: world.clients.O1.client_id,
      client_amr: 'private_key_jwt',
      token_type: 'Bearer',
      scope: write,
      consumer: consumer('810419512'),
    })
    assert.ok(world.issuer.endsWith('/'))
    assert.equal(exp! - iat!, 120)
    assert.match(jti!, /^[A-Za-z0-9_-]{43}$/)
  })

  it('A117 describes itself', async () => {
    const { status, json } = await send(`${world.issuer}.well-known/oauth-authorization-server`)
    assert.equal(status, 200)
    assert.equal(json.issuer, world.issuer)
    assert.equal(json.token_endpoint, `${world.issuer}token`)
    assert.equal(json.jwks_uri, `${world.issuer}jwk`)
    assert.deepEqual(json.grant_types_supported, [jwtBearer])
    assert.deepEqual(json.token_endpoint_auth_methods_supported, ['private_key_jwt'])
    assert.ok((json.authorization_details_types_supported as string[]).includes('urn:altinn:consent'))
    const keys = (await send(`${world.issuer}jwk`)).json.keys as Record<string, unknown>[]
    for (const key of keys) for (const member of ['d', 'p', 'q', 'dp']) assert.equal(key[member], undefined)
  })

  it('A118 takes three spellings of itself in aud, as a text and as a list of one', async () => {
    const spellings = [world.issuer, world.issuer.replace(/\/$/, ''), `${world.issuer}token`]
    for (const aud of [...spellings, spellings.slice(0, 1)]) assert.equal((await ask({ aud })).status, 200)
  })

  it('A119 refuses an assertion for somebody else', async () => {
    const others = ['https://other.example/', [world.issuer, 'https://other.example/'], [], undefined, 1]
    for (const aud of others) expectTokenError(await ask({ aud }), 'invalid_grant', 'MP-110')
  })

  it('A120 takes a jti once', async () => {
    assert.equal((await ask({ jti: 'the same' })).status, 200)
    expectTokenError(await ask({ jti: 'the same' }), 'invalid_grant', 'MP-012')
  })

  it('A120 takes one of fifty equal assertions at once', async () => {
    const assertion = await world.assertionOf(world.clients.O1, { claims: { scope: write } })
    const all = Array.from({ length: 50 }, () => world.post({ grant_type: jwtBearer, assertion }))
    assert.deepEqual(statuses(await Promise.all(all)), { 200: 1, 400: 49 })
  })

  it('keeps the jti of two clients apart, and one whose signature does not hold unused', async () => {
    assert.equal((await ask({ jti: 'shared' })).status, 200)
    const claims = { scope: write, jti: 'shared' }
    assert.equal((await world.ask(world.clients.O3, { claims })).status, 200)
    const forged = { claims: { scope: write, jti: 'kept' }, key: world.clients.O3.jwk }
    const header = { kid: world.clients.O1.jwk.kid }
    expectTokenError(await world.ask(world.clients.O1, { ...forged, header }), 'invalid_grant', 'MP-124')
    assert.equal((await ask({ jti: 'kept' })).status, 200)
  })

  it('takes an assertion without a jti once, however its signature is spelled', async () => {
    const claims = { scope: write, jti: undefined }
    const assertion = await world.assertionOf(world.clients.O1, { claims })
    const post = (sent: string) => world.post({ grant_type: jwtBearer, assertion: sent })
    const all = await Promise.all(Array.from({ length: 10 }, () => post(assertion)))
    assert.deepEqual(statuses(all), { 200: 1, 400: 9 })
    // The last letter of 256 bytes in base64url has four bits that no byte needs.
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(assertion.at(-1)!)
    const spelled =
      assertion.slice(0, -1) + 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[last + 1]
    assert.deepEqual(
      Buffer.from(spelled.split('.')[2]!, 'base64url'),
      Buffer.from(assertion.split('.')[2]!, 'base64url'),
    )
    expectTokenError(await post(spelled), 'invalid_grant', 'MP-012')
    assert.equal((await ask({ jti: undefined, iat: now() - 1 })).status, 200)
  })

  it('A122 refuses assertions that live for more than two minutes', async () => {
    assert.equal((await ask({ iat: now(), exp: now() + 120 })).status, 200)
    expectTokenError(await ask({ iat: now(), exp: now() + 121 }), 'invalid_grant')
  })

  it('A124 takes an iat a little ahead, not far ahead', async () => {
    assert.equal((await ask({ iat: now() + 5, exp: now() + 60 })).status, 200)
    expectTokenError(await ask({ iat: now() + 60, exp: now() + 120 }), 'invalid_grant')
  })

  it('A125 refuses an expired assertion', async () => {
    expectTokenError(await ask({ iat: now() - 60, exp: now() - 1 }), 'invalid_grant', 'MP-130')
  })

  it('A126 refuses unknown clients and keys, and assertions without a key', async () => {
    expectTokenError(await ask({ iss: 'nobody' }), 'invalid_grant', 'MP-100')
    expectTokenError(await ask({ iss: 'demo-web' }), 'invalid_grant', 'MP-100')
    const { O1, O3 } = world.clients
    const withKid = (kid: unknown) => world.ask(O1, { claims: { scope: write }, header: { kid } })
    for (const kid of ['unknown', O3.jwk.kid, undefined, 1])
      expectTokenError(await withKid(kid), 'invalid_grant')
  })

  it('A128 refuses no scope, unknown ones, those of others and those of logins', async () => {
    for (const scope of [undefined, '', ' ', 1, 'unknown:scope', 'altinn:consentrequests.org']) {
      expectTokenError(await ask({ scope }), 'invalid_scope', 'MP-200')
    }
    expectTokenError(await ask({ scope: `${write} openid` }), 'invalid_scope', 'MP-201')
    const { status, json, text } = await ask({ scope: 'samtykke:demo.withdrawn' })
    assert.deepEqual([status, json.error], [403, 'forbidden'], text)
    assert.ok(String(json.error_uri).endsWith('/errors/MP-250'))
  })

  it('A130 gives a supplier tokens in the name of the one who delegated', async () => {
    const token = await world.tokenFor(world.clients.O3, write, { consumer_org: '810419512' })
    const claims = decodeJwt(token)
    assert.deepEqual(claims.consumer, consumer('810419512'))
    assert.deepEqual(claims.supplier, consumer('810418192'))
    assert.equal(claims.delegation_source, `${world.app.publicUrl}/`)
  })

  it('A131 refuses a supplier without a delegation', async () => {
    const { O2, O3 } = world.clients
    const tries = [
      world.ask(O2, { claims: { scope: write, consumer_org: '810419512' } }),
      world.ask(O3, { claims: { scope: write, consumer_org: '991825827' } }),
    ]
    for (const { status, json } of await Promise.all(tries)) {
      assert.deepEqual([status, json.error], [403, 'forbidden'])
      assert.ok(String(json.error_uri).endsWith('/errors/MP-251'))
    }
  })

  it('refuses consumer_org of one’s own, malformed, or beside claims that it does not know', async () => {
    const bad = [
      { consumer_org: '810419512' },
      { consumer_org: 810418192 },
      { consumer_org: '0192:810418192' },
      { iss_onbehalfof: 'x' },
      { pid: '01825160023' },
    ]
    for (const claims of bad) expectTokenError(await ask(claims), 'invalid_request', 'MP-011')
  })

  it('puts resource into aud as it was sent', async () => {
    const audOf = async (resource: unknown) =>
      decodeJwt(await world.tokenFor(world.clients.O1, write, { resource })).aud
    assert.equal(await audOf('https://api.example/'), 'https://api.example/')
    assert.deepEqual(await audOf(['https://api.example/', 'x']), ['https://api.example/', 'x'])
    for (const resource of ['', [], [1], {}])
      expectTokenError(await ask({ resource }), 'invalid_request', 'MP-011')
  })

  it('S14 refuses other algorithms, and keys that the header brings along or points at', async () => {
    const { O1 } = world.clients
    const headers = [
      { alg: 'PS256' },
      { jwk: O1.jwk },
      { jku: 'http://169.254.169.254/jwk' },
      { x5u: 'http://169.254.169.254/pem' },
      { x5c: ['AAAA'] },
    ]
    for (const header of headers) {
      expectTokenError(await world.ask(O1, { claims: { scope: write }, header }), 'invalid_grant')
    }
    const claims = { iss: O1.client_id, aud: world.issuer, iat: now(), exp: now() + 60, scope: write }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none', kid: O1.jwk.kid })}.${part(claims)}.`
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: O1.jwk.kid! })
      .sign(await generateSecret('HS256'))
    const critical = `${part({ alg: 'RS256', kid: O1.jwk.kid, crit: ['x'], x: 1 })}.${part(claims)}.AAAA`
    for (const assertion of [unsigned, shared, critical]) {
      expectTokenError(await world.post({ grant_type: jwtBearer, assertion }), 'invalid_grant')
    }
  })

  it('refuses what would have to be read in another way: compressed, encrypted, not encoded, or critical', async () => {
    for (const header of [{ zip: 'DEF' }, { enc: 'A256GCM' }, { b64: false }, { b64: true }, { crit: [] }]) {
      const assertion = await world.assertionOf(world.clients.O1, { claims: { scope: write } })
      const [, claims = ''] = assertion.split('.')
      const head = { alg: 'RS256', kid: world.clients.O1.jwk.kid, ...header }
      const data = `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${claims}`
      const key = createPrivateKey({ key: world.clients.O1.jwk as JsonWebKey, format: 'jwk' })
      const signed = `${data}.${signBytes('sha256', Buffer.from(data), key).toString('base64url')}`
      expectTokenError(await world.post({ grant_type: jwtBearer, assertion: signed }), 'invalid_grant')
    }
  })

  it('takes RS384 and RS512', async () => {
    for (const alg of ['RS384', 'RS512']) {
      const { status } = await world.ask(world.clients.O1, { claims: { scope: write }, header: { alg } })
      assert.equal(status, 200)
    }
  })

  it('S15 refuses times that are missing, no numbers, or ahead', async () => {
    const bad = [
      { exp: undefined },
      { iat: undefined },
      { exp: String(now() + 60) },
      { iat: null },
      { nbf: now() + 61 },
      { exp: now() + 601 },
    ]
    for (const claims of bad) expectTokenError(await ask(claims), 'invalid_grant')
    assert.equal((await ask({ nbf: now() + 8 })).status, 200)
  })

  it('counts tokens and repeats, and leaves a trail of them and of what is refused', async () => {
    const before = world.app.audited.length
    const client_id = world.clients.O1.client_id
    const claims = { scope: write, jti: 'told once' }
    for (let time = 0; time < 2; time++) await world.ask(world.clients.O1, { claims })
    await ask({ scope: 'samtykke:demo.withdrawn' })
    const told = world.app.audited.slice(before).map(toldOf)
    const by = { client_id }
    const asked = { grant_type: 'jwt-bearer' }
    assert.deepEqual(told, [
      {
        what: 'token.issued',
        face: 'maskinporten',
        ...by,
        grant_type: 'jwt-bearer',
        scope: write,
        consumer: '810419512',
      },
      { what: 'token.replayed', ...by, kind: 'assertion' },
      { what: 'token.refused', ...by, reason: 'assertion.replayed: The assertion was used before', asked },
      {
        what: 'token.refused',
        ...by,
        reason: 'token-scope.not-granted: 810419512 has not been given samtykke:demo.withdrawn',
        asked,
      },
    ])
    const measured = await world.app.measured()
    assert.match(measured, /^samtykke_tokens_issued_total\{grant_type="jwt-bearer"\} [1-9]/m)
    assert.match(measured, /^samtykke_replay_detected_total\{kind="assertion"\} [1-9]/m)
  })

  it('refuses forms that are not as they should be', async () => {
    const assertion = await world.assertionOf(world.clients.O1, { claims: { scope: write } })
    const wrongGrant = await world.post({ grant_type: 'client_credentials', assertion })
    expectTokenError(wrongGrant, 'unsupported_grant_type', 'MP-011')
    expectTokenError(await world.post({ assertion }), 'invalid_request', 'MP-011')
    expectTokenError(await world.post({ grant_type: jwtBearer }), 'invalid_request', 'MP-011')
    for (const bad of ['nonsense', 'a.b.c', `${'x.'.repeat(20)}`]) {
      expectTokenError(await world.post({ grant_type: jwtBearer, assertion: bad }), 'invalid_grant', 'MP-011')
    }
    expectTokenError(await send(`${world.issuer}token`, { json: {} }), 'invalid_request', 'MP-011')
    const body = `grant_type=${jwtBearer}&assertion=a&assertion=b`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await fetch(`${world.issuer}token`, { method: 'POST', headers, body })).status, 400)
  })

  it('explains its codes, and knows no other path', async () => {
    const { json } = await ask({ aud: 'x' })
    const { status, text } = await send(String(json.error_uri))
    assert.equal(status, 200)
    assert.match(text, /^MP-110: /)
    for (const path of ['errors/MP-999', 'authorize']) {
      assert.equal((await send(world.issuer + path)).status, 404)
    }
    assert.equal((await send(`${world.issuer}token`)).status, 405)
  })

  it('takes a form of a sensible length, and explains no code that is none', async () => {
    const large = await world.post({ grant_type: jwtBearer, assertion: 'x'.repeat(64 * 1024) })
    assert.deepEqual([large.status, large.json.error], [413, 'invalid_request'])
    const { status, json } = await send(`${world.issuer}errors/${'x'.repeat(21)}`)
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })
})
