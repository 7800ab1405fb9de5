import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { openProver, type Prover } from '../../support/proofs.ts'
import { boundTokens, pushed, requestOf, verifier } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

onEachDatabase('tokens that are bound to a key', database => {
  const server = sharedOAuthServer(database)
  let prover: Prover
  let other: Prover

  before(async () => {
    ;[prover, other] = [await openProver(), await openProver()]
    await prover.ready(server)
    await other.ready(server)
  })

  const machine = { grant_type: 'client_credentials', scope: 'debt.read' }

  const codeBy = async (link: string) => {
    const { location } = await openBrowser().visit(link)
    return new URL(location ?? 'about:blank').searchParams.get('code') ?? ''
  }
  const codeFor = (asked: Record<string, string> = {}, client = server.bound) =>
    codeBy(`${server.publicUrl}/authorize?${new URLSearchParams(requestOf(client, asked))}`)

  const exchangeOf = (code: string) => ({
    grant_type: 'authorization_code',
    code,
    redirect_uri: 'https://rp.example/cb',
    code_verifier: verifier,
  })

  const tokensOf = async (asked: Record<string, string> = {}) => {
    const form = exchangeOf(await codeFor(asked))
    const { status, json } = await prover.post(server, '/token', { client: server.bound, form })
    assert.equal(status, 200)
    return json as { access_token: string; refresh_token: string; token_type: string }
  }

  it('D1: are refused for a proof that is wrong in any point', async () => {
    const htu = `${server.publicUrl}/token`
    const now = Math.floor(Date.now() / 1000)
    const privateJwk = { ...prover.jwk, d: 'AAAA' }
    const wrongs: Record<string, Partial<Parameters<Prover['prove']>[0]>> = {
      'another method': { htm: 'GET' },
      'another address': { htu: `${server.publicUrl}/par` },
      'another origin': { htu: 'https://evil.example/token' },
      'no address': { claims: { htu: undefined } },
      'no id': { claims: { jti: undefined } },
      'no time': { claims: { iat: undefined } },
      'a time as text': { claims: { iat: 'now' } },
      'another type': { header: { typ: 'jwt' } },
      'no type': { header: { typ: undefined } },
      'no key': { header: { jwk: undefined } },
      'a private key': { header: { jwk: privateJwk } },
      'the key of another': { header: { jwk: other.jwk } },
      'a critical extension': { header: { crit: ['x'], x: 1 } },
      'D4: a time far ahead': { claims: { iat: now + 65 } },
    }
    for (const [what, changes] of Object.entries(wrongs)) {
      const proof = await prover.prove({ htu, ...changes }).catch(() => 'cannot.be.signed')
      const { status, json } = await post(server, '/token', {
        client: server.bound,
        form: machine,
        headers: { dpop: proof },
      })
      assert.deepEqual([status, json.error], [400, 'invalid_dpop_proof'], what)
    }
    const two = `${await prover.prove({ htu })}, ${await prover.prove({ htu })}`
    const { status } = await post(server, '/token', {
      client: server.bound,
      form: machine,
      headers: { dpop: two },
    })
    assert.equal(status, 400)
    const weak = await openProver('RS256')
    assert.equal((await weak.post(server, '/token', { client: server.bound, form: machine })).status, 400)
  })

  it('D1, D7: are refused at userinfo for what is wrong with proof or scheme', async () => {
    const { access_token: token } = await tokensOf()
    const right = await prover.userinfo(server, token)
    assert.equal(right.status, 200, await right.text())
    assert.equal((await prover.userinfo(server, token, {}, 'dPoP')).status, 200)
    const url = `${server.publicUrl}/userinfo`
    const wrongs: Record<string, () => Promise<Response>> = {
      'as bearer': () => fetch(url, { headers: { authorization: `Bearer ${token}` } }),
      'as bearer beside a proof': () => prover.userinfo(server, token, {}, 'Bearer'),
      'without proof': () => fetch(url, { headers: { authorization: `DPoP ${token}` } }),
      'with the key of another': () => other.userinfo(server, token),
      'without its hash': () => prover.userinfo(server, token, { claims: { ath: undefined } }),
      'with the hash of another': () => prover.userinfo(server, token, { token: 'another' }),
      'for another method': () => prover.userinfo(server, token, { htm: 'POST' }),
    }
    for (const [what, ask] of Object.entries(wrongs)) {
      const { status, headers } = await ask()
      assert.equal(status, 401, what)
      assert.match(
        headers.get('www-authenticate') ?? '',
        /^DPoP .*error="invalid_(token|dpop_proof)".*algs="/,
        what,
      )
    }
  })

  it('D2: want a nonce of ours, which every answer can renew, and cost nothing until it is there', async () => {
    const fresh = await openProver()
    const form = exchangeOf(await codeFor())
    const ask = (nonce?: string) => fresh.post(server, '/token', { client: server.bound, form, nonce })
    const first = await ask()
    assert.deepEqual([first.status, first.json.error], [400, 'use_dpop_nonce'])
    const nonce = first.headers.get('dpop-nonce') ?? ''
    assert.equal((await ask('of-our-own')).json.error, 'use_dpop_nonce')
    assert.equal((await ask(nonce)).status, 200)
    const atApi = await fresh.userinfo(server, 'unknown')
    assert.equal(atApi.status, 401)
    assert.match(atApi.headers.get('www-authenticate') ?? '', /^DPoP .*error="use_dpop_nonce"/)
    assert.ok(atApi.headers.get('dpop-nonce'))
  })

  it('D2: let nonces grow old', async () => {
    server.clock.advance(600)
    const { status, json } = await prover.post(server, '/token', { client: server.bound, form: machine })
    assert.deepEqual([status, json.error], [400, 'use_dpop_nonce'])
  })

  it('D3: take a proof once, also about midnight, and spend nothing for its repetition', async () => {
    const late = new Date()
    late.setUTCHours(23, 57, 30, 0)
    server.clock.hold(late)
    await prover.ready(server)
    const dpop = await prover.prove({ htu: `${server.publicUrl}/token` })
    const ask = (form: Record<string, string>) =>
      post(server, '/token', { client: server.bound, form, headers: { dpop } })
    assert.equal((await ask(machine)).status, 200)
    assert.equal((await ask(machine)).json.error, 'invalid_dpop_proof')
    server.clock.hold(new Date(late.getTime() + 155_000))
    const code = exchangeOf(await codeFor())
    assert.equal((await ask(code)).json.error, 'invalid_dpop_proof')
    assert.equal((await prover.post(server, '/token', { client: server.bound, form: code })).status, 200)
    server.clock.reset()
    await prover.ready(server)
  })

  it('D4, D9: may be made by a clock that is a little off, with nbf and exp', async () => {
    const now = Math.floor(Date.now() / 1000)
    for (const iat of [now - 10, now + 10]) {
      const claims = { iat, nbf: now - 5, exp: now + 60, unknown: { claim: true } }
      const { status } = await prover.post(server, '/token', { client: server.bound, form: machine, claims })
      assert.equal(status, 200)
    }
  })

  it('D5: need the key that the code was bound to', async () => {
    const dpop_jkt = prover.thumbprint
    const bound = { client: server.web }
    for (const wrong of [other, undefined]) {
      const form = exchangeOf(await codeFor({ dpop_jkt }, server.web))
      const { status } = wrong
        ? await wrong.post(server, '/token', { ...bound, form })
        : await post(server, '/token', { ...bound, form })
      assert.equal(status, 400)
    }
    const form = exchangeOf(await codeFor({ dpop_jkt }, server.web))
    assert.equal((await prover.post(server, '/token', { ...bound, form })).json.token_type, 'DPoP')
  })

  it('D6: bind the code already where the request is pushed', async () => {
    const mismatch = await other.post(server, '/par', {
      client: server.bound,
      form: requestOf(server.bound, { dpop_jkt: prover.thumbprint }),
    })
    assert.deepEqual([mismatch.status, mismatch.json.error], [400, 'invalid_request'])
    const { json } = await prover.post(server, '/par', {
      client: server.bound,
      form: requestOf(server.bound),
    })
    const link = `${server.publicUrl}/authorize?client_id=bound&request_uri=${String(json.request_uri)}`
    const form = exchangeOf(await codeBy(link))
    assert.equal((await other.post(server, '/token', { client: server.bound, form })).status, 400)
    const { link: pushedByName } = await pushed(server, server.bound, { dpop_jkt: prover.thumbprint })
    const again = exchangeOf(await codeBy(pushedByName))
    assert.equal((await prover.post(server, '/token', { client: server.bound, form: again })).status, 200)
  })

  it('D8: are what such a client gets in every way, and nothing else', async () => {
    for (const form of [machine, exchangeOf(await codeFor())]) {
      const { status, json } = await post(server, '/token', { client: server.bound, form })
      assert.equal(status, 400)
      assert.equal(json.access_token, undefined)
    }
    const { json } = await prover.post(server, '/token', { client: server.bound, form: machine })
    assert.equal(json.token_type, 'DPoP')
    const { token_type, cnf } = await introspect(server, String(json.access_token))
    assert.deepEqual({ token_type, cnf }, { token_type: 'DPoP', cnf: { jkt: prover.thumbprint } })
  })

  it('D8: are given to any client that brings a proof, as JWTs, too', async () => {
    const form = { grant_type: 'client_credentials', scope: 'meter.read', resource: 'https://meters.example' }
    const { json } = await prover.post(server, '/token', { client: server.both, form })
    assert.equal(json.token_type, 'DPoP')
    const token = String(json.access_token)
    assert.deepEqual(decodeJwt(token).cnf, { jkt: prover.thumbprint })
    const { token_type, cnf } = await introspect(server, token, server.meterServer)
    assert.deepEqual({ token_type, cnf }, { token_type: 'DPoP', cnf: { jkt: prover.thumbprint } })
  })

  it('S22: keep the refresh token of a public client at its key, and that of another free', async () => {
    const scope = 'openid offline_access debt.read'
    const redirect_uri = 'http://127.0.0.1/cb'
    const code = await codeFor({ scope, redirect_uri }, server.native as never)
    const own = { client: server.native }
    const first = await prover.post(server, '/token', {
      ...own,
      form: { ...exchangeOf(code), redirect_uri, client_id: 'native' },
    })
    const form = {
      grant_type: 'refresh_token',
      refresh_token: String(first.json.refresh_token),
      client_id: 'native',
    }
    assert.equal((await other.post(server, '/token', { ...own, form })).status, 400)
    assert.equal((await post(server, '/token', { ...own, form })).status, 400)
    const next = await prover.post(server, '/token', { ...own, form })
    assert.equal(next.json.token_type, 'DPoP')
    const bound = await tokensOf({ scope })
    const moved = await other.post(server, '/token', {
      client: server.bound,
      form: { grant_type: 'refresh_token', refresh_token: bound.refresh_token },
    })
    assert.equal(moved.json.token_type, 'DPoP')
    assert.deepEqual((await introspect(server, String(moved.json.access_token))).cnf, {
      jkt: other.thumbprint,
    })
  })

  it('count as used when the API says so', async () => {
    const { access_token: token } = await tokensOf()
    const { grant_id } = await introspect(server, token)
    const { id, secret } = server.debtServer
    const response = await fetch(`${server.publicUrl}/grants/${String(grant_id)}/uses`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify({ what: 'Looked', token }),
    })
    assert.equal(response.status, 201)
  })

  it('are what openid-client proves itself for, nonces and all', async () => {
    const configuration = await discover(server, server.bound)
    const DPoP = openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256'))
    const url = await openid.buildAuthorizationUrlWithPAR(configuration, requestOf(server.bound), { DPoP })
    const tokens = await boundTokens(configuration, url, DPoP)
    assert.equal(tokens.token_type, 'dpop')
    const { sub } = await openid.fetchUserInfo(configuration, tokens.access_token, openid.skipSubjectCheck, {
      DPoP,
    })
    assert.ok(sub)
  })

  it('leave clients alone that bring no proof', async () => {
    const { token_type } = await obtainTokens(await discover(server, server.web), server.web)
    assert.equal(token_type, 'bearer')
  })
})
