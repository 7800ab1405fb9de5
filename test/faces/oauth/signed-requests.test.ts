import assert from 'node:assert/strict'
import {
  createRemoteJWKSet,
  decodeJwt,
  generateKeyPair,
  type JWTPayload,
  jwtVerify,
  UnsecuredJWT,
} from 'jose'
import * as openid from 'openid-client'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type FapiClient, openFapiClient } from '../../support/fapi-client.ts'
import { obtainTokens, post } from '../../support/oauth-client.ts'
import { boundTokens, requestOf } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

/*
 * What the conformance suite's plan for FAPI 2.0 Message Signing has beside the one for the Security Profile, by the names of
 * its modules, and J1 to J7 of JARM and RFC 9701.
 */
onEachDatabase('what is signed', database => {
  const server = sharedOAuthServer(database)
  let client: FapiClient

  before(async () => {
    client = await openFapiClient(server, server.fapiSigned, server.privateKey)
  })

  const seconds = () => Math.floor(Date.now() / 1000)
  const asked = (changes: Record<string, string | undefined> = {}) =>
    requestOf(server.fapiSigned as never, { response_mode: 'jwt', ...changes })

  const claimsOf = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload =>
    ({
      iss: 'fapi-signed',
      aud: server.publicUrl,
      nbf: seconds(),
      exp: seconds() + 300,
      ...asked(),
      ...changes,
    }) as JWTPayload

  const pushSigned = async (request: string, beside: Record<string, string | undefined> = {}) => {
    const answer = await post(server, '/par', {
      form: await client.authenticated({ request, ...beside } as Record<string, string>),
    })
    const query = new URLSearchParams({
      client_id: 'fapi-signed',
      request_uri: String(answer.json.request_uri),
    })
    return { ...answer, link: `${server.publicUrl}/authorize?${query}` }
  }
  const push = async (
    changes: Readonly<Record<string, unknown>> = {},
    signed: Parameters<FapiClient['sign']>[1] = {},
  ) => pushSigned(await client.sign(claimsOf(changes), signed))

  const refused = async (answer: ReturnType<typeof pushSigned>, error = 'invalid_request_object') => {
    const { status, json } = await answer
    assert.deepEqual([status, json.error], [400, error], JSON.stringify(json))
  }

  const answerAt = async (link: string) => {
    const { answer } = await client.open(link)
    assert.deepEqual([...answer.keys()], ['response'])
    const keys = createRemoteJWKSet(new URL(`${server.publicUrl}/jwks`))
    return jwtVerify(answer.get('response') ?? '', keys, {
      issuer: server.publicUrl,
      audience: 'fapi-signed',
      algorithms: ['ES256'],
    })
  }

  it('J1, J3, J5: are request and answer of a good flow, with a key that is published', async () => {
    const { payload, protectedHeader } = await answerAt((await push()).link)
    assert.ok(protectedHeader.kid)
    assert.equal(payload.state, 'abc')
    const ahead = Number(payload.exp) - seconds()
    assert.ok(ahead >= 10 && ahead <= 600, String(ahead))
    const { json } = await client.exchange(String(payload.code))
    assert.equal(json.token_type, 'DPoP')
  })

  it('J2: is the answer of a person who says no', async () => {
    server.decider.outcome = 'refuse'
    const { payload } = await answerAt((await push()).link)
    assert.deepEqual([payload.error, payload.state, payload.code], ['access_denied', 'abc', undefined])
  })

  it('J4: are all answers of a client that is registered for them', async () => {
    for (const response_mode of [undefined, 'query', 'fragment'])
      await refused(push({ response_mode }), 'invalid_request')
    assert.equal((await push({ response_mode: 'query.jwt' })).status, 201)
  })

  it('is sent by a form of ours, when the client wants that', async () => {
    const { link } = await push({ response_mode: 'form_post.jwt' })
    const text = await (await openBrowser().visit(link)).response.text()
    const [, fields = ''] =
      /<form method="post" action="https:\/\/rp.example\/cb">(.*)<\/form>/.exec(text) ?? []
    const { response, ...others } = JSON.parse(fields) as Record<string, string>
    assert.deepEqual(others, {})
    assert.equal(decodeJwt(response ?? '').state, 'abc')
  })

  it('ensure-unsigned-request-at-par-endpoint-fails', async () => {
    await refused(
      post(server, '/par', { form: await client.authenticated(asked()) }) as never,
      'invalid_request',
    )
  })

  it('ensure-request-object-with-multiple-aud-succeeds, -with-bad-aud-fails', async () => {
    assert.equal((await push({ aud: ['https://other.example', server.publicUrl] })).status, 201)
    await refused(push({ aud: 'https://other.example' }))
    await refused(push({ aud: undefined }))
  })

  it('ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted', async () => {
    assert.equal((await push({ nbf: seconds() + 8 })).status, 201)
    await refused(push({ nbf: seconds() + 65 }))
  })

  it('ensure-request-object-without-exp-fails, -without-nbf-fails', async () => {
    await refused(push({ exp: undefined }))
    await refused(push({ nbf: undefined }))
  })

  it('ensure-expired-request-object-fails, -with-exp-over-60-fails, -with-nbf-over-60-fails', async () => {
    await refused(push({ exp: seconds() - 60 }))
    await refused(push({ exp: seconds() + 3700 }))
    await refused(push({ nbf: seconds() - 4200 }))
    await refused(push({ nbf: seconds() - 3700, exp: seconds() - 100 }))
  })

  it('ensure-request-object-signature-algorithm-is-not-none, ensure-signed-request-object-with-RS256-fails', async () => {
    await refused(pushSigned(new UnsecuredJWT(claimsOf()).encode()))
    const { privateKey } = await generateKeyPair('RS256')
    await refused(push({}, { header: { alg: 'RS256' }, key: privateKey }))
  })

  it('ensure-request-object-with-invalid-signature-fails, ensure-matching-key-in-authorization-request', async () => {
    const signed = await client.sign(claimsOf())
    await refused(pushSigned(signed.replace(/.{4}$/, 'AAAA')))
    const { privateKey } = await generateKeyPair('ES256')
    await refused(push({}, { key: privateKey }))
    await refused(pushSigned('not.a.jwt'))
  })

  it('ensure-request-object-without-redirect-uri-fails', async () => {
    await refused(push({ redirect_uri: undefined }), 'invalid_request')
  })

  it('par-authorization-request-containing-request_uri', async () => {
    await refused(push({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }))
    await refused(push({ request: 'x.y.z' }))
  })

  it('ensure-different-nonce-, -state-inside-and-outside-request-object, state-only-outside-request-object-not-used', async () => {
    const request = await client.sign(claimsOf({ nonce: 'inside' }))
    const { link } = await pushSigned(request, { state: 'outside', nonce: 'outside', scope: 'openid' })
    assert.equal((await answerAt(link)).payload.state, 'abc')
    const without = await pushSigned(await client.sign(claimsOf({ state: undefined })), { state: 'outside' })
    assert.equal((await answerAt(without.link)).payload.state, undefined)
  })

  it('is bounded as what stands in an address is, and signed for nothing else', async () => {
    await refused(push({ state: 's'.repeat(2049) }), 'invalid_request')
    await refused(push({ state: 'a\0b' }), 'invalid_request')
    await refused(push({ resource: ['https://debts.example', 'https://a\0'] }), 'invalid_request')
    await refused(push({}, { header: { typ: 5 } }))
    await refused(push({}, { header: { typ: 'client-authentication+jwt' } }))
    assert.equal((await push({}, { header: { typ: undefined } })).status, 201)
    await refused(push({ client_id: 'fapi' }))
    await refused(push({ client_id: undefined }))
    await refused(push({ iss: 'fapi' }))
  })

  it('carries offline_access and prompt, pushed and in the address', async () => {
    const browser = openBrowser()
    const scope = 'openid offline_access debt.read'
    const { link } = await push({ scope })
    await client.open(link, browser)
    const silent = await client.open((await push({ scope, prompt: 'none' })).link, browser)
    assert.ok(silent.answer.get('response'))
    const open = async (more: object) => inAddress({ scope, ...more }, browser)
    assert.ok((await open({})).code)
    assert.ok((await open({ prompt: 'none' })).code)
    assert.equal((await open({ prompt: 'none login' })).answer.get('error'), 'invalid_request')
  })

  /** As a client signs that need not, and opens it. */
  const inAddress = async (changes: object, browser = openBrowser()) => {
    const claims = {
      ...requestOf(server.key as never),
      iss: 'key',
      client_id: 'key',
      response_mode: undefined,
    }
    const request = await client.sign(claimsOf({ ...claims, ...changes }))
    const query = new URLSearchParams({ client_id: 'key', request })
    return client.open(`${server.publicUrl}/authorize?${query}`, browser)
  }

  it('names its redirect_uri beside openid, whoever signs it', async () => {
    const unnamed = { redirect_uri: undefined }
    const { code, answer } = await inAddress({ ...unnamed, scope: 'openid debt.read' })
    assert.deepEqual([code, answer.get('error')], ['', 'invalid_request'])
    assert.ok((await inAddress({ ...unnamed, scope: 'debt.read' })).code)
  })

  it('is what openid-client signs and reads', async () => {
    const options = { execute: [openid.allowInsecureRequests, openid.useJwtResponseMode] }
    const key = { key: server.privateKey, kid: 'one' }
    const configuration = await openid.discovery(
      new URL(server.publicUrl),
      'fapi-signed',
      { authorization_signed_response_alg: 'ES256' },
      openid.PrivateKeyJwt(key),
      options,
    )
    const DPoP = openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256'))
    const signed = await openid.buildAuthorizationUrlWithJAR(configuration, asked(), key, {
      [openid.modifyAssertion]: (_header, claims) => {
        claims.nbf = seconds()
      },
    })
    const url = await openid.buildAuthorizationUrlWithPAR(configuration, signed.searchParams, { DPoP })
    const tokens = await boundTokens(configuration, url, DPoP)
    assert.equal(tokens.token_type, 'dpop')
  })

  const introspected = async (token: string, as: { id: string; secret: string }, accept: string) =>
    post(server, '/introspect', { client: as, form: { token }, headers: { accept } })
  const wanted = 'application/token-introspection+jwt'

  it('J6: are the answers of introspection, when an API asks for that', async () => {
    const web = await openid.discovery(
      new URL(server.publicUrl),
      'web',
      undefined,
      openid.ClientSecretBasic(server.web.secret),
      { execute: [openid.allowInsecureRequests] },
    )
    const { access_token } = await obtainTokens(web, server.web)
    const keys = createRemoteJWKSet(new URL(`${server.publicUrl}/jwks`))
    for (const [token, active] of [
      [access_token, true],
      ['unknown', false],
    ] as const) {
      const { status, headers, text } = await introspected(token, server.debtServer, wanted)
      assert.equal(status, 200)
      assert.match(headers.get('content-type') ?? '', /^application\/token-introspection\+jwt/)
      const { payload } = await jwtVerify(text, keys, {
        issuer: server.publicUrl,
        audience: 'debt-server',
        typ: 'token-introspection+jwt',
      })
      assert.deepEqual(Object.keys(payload).sort(), ['aud', 'iat', 'iss', 'token_introspection'])
      const plain = await introspected(token, server.debtServer, 'application/json')
      assert.deepEqual(payload.token_introspection, plain.json)
      assert.equal(plain.json.active, active)
    }
  })

  it('J7: are no answers to an API that is registered for no algorithm', async () => {
    const { status } = await introspected('unknown', server.meterServer, wanted)
    assert.equal(status, 406)
    assert.equal((await introspected('unknown', server.meterServer, '*/*')).status, 200)
  })
})
