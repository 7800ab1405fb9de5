import assert from 'node:assert/strict'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { type FapiClient, openFapiClient } from '../../support/fapi-client.ts'
import { introspect, post } from '../../support/oauth-client.ts'
import { openProver } from '../../support/proofs.ts'
import { requestOf } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

/*
 * The modules of the conformance suite's plan for the FAPI 2.0 Security Profile, by their names. Those that are about proofs
 * stand in dpop.test.ts, those about signed requests in signed-requests.test.ts.
 */
onEachDatabase('a client under fapi2', database => {
  const server = sharedOAuthServer(database)
  let client: FapiClient
  let other: FapiClient

  before(async () => {
    client = await openFapiClient(server, server.fapi, server.privateKey)
    other = await openFapiClient(server, server.fapiOther, server.privateKey)
  })

  const refused = (
    { status, json }: { status: number; json: Record<string, unknown> },
    ...errors: string[]
  ) => {
    assert.ok([400, 401].includes(status), JSON.stringify(json))
    assert.ok(errors.includes(String(json.error)), JSON.stringify(json))
  }
  const badClient = (answer: Parameters<typeof refused>[0]) =>
    refused(answer, 'invalid_client', 'invalid_request')
  const badGrant = (answer: Parameters<typeof refused>[0]) =>
    refused(answer, 'invalid_grant', 'invalid_request', 'invalid_dpop_proof')
  const seconds = () => Math.floor(Date.now() / 1000)

  it('discovery-end-point-verification', async () => {
    const response = await fetch(`${server.publicUrl}/.well-known/openid-configuration`)
    const told = (await response.json()) as Record<string, unknown>
    assert.equal(told.authorization_response_iss_parameter_supported, true)
    assert.equal(told.require_pushed_authorization_requests, false)
    assert.equal(told.pushed_authorization_request_endpoint, `${server.publicUrl}/par`)
    for (const name of [
      'dpop_signing_alg_values_supported',
      'token_endpoint_auth_signing_alg_values_supported',
      'id_token_signing_alg_values_supported',
    ])
      assert.ok((told[name] as string[]).includes('ES256'), name)
  })

  it('happy-flow', async () => {
    const { link } = await client.push({ nonce: 'n' })
    const { answer, code } = await client.open(link)
    assert.deepEqual([answer.get('iss'), answer.get('state')], [server.publicUrl, 'abc'])
    const { status, json } = await client.exchange(code)
    assert.equal(status, 200)
    assert.equal(json.token_type, 'DPoP')
    const idToken = String(json.id_token)
    const { alg, kid } = decodeProtectedHeader(idToken)
    assert.equal(alg, 'ES256')
    assert.ok(kid)
    assert.deepEqual([decodeJwt(idToken).nonce, decodeJwt(idToken).aud], ['n', 'fapi'])
    const { cnf, token_type } = await introspect(server, String(json.access_token))
    assert.deepEqual([cnf, token_type], [{ jkt: client.prover.thumbprint }, 'DPoP'])
  })

  it('user-rejects-authentication', async () => {
    server.decider.outcome = 'refuse'
    const { answer } = await client.open((await client.push()).link)
    assert.equal(answer.get('error'), 'access_denied')
  })

  it('ensure-authorization-request-without-state-success', async () => {
    const { answer, code } = await client.open((await client.push({ state: undefined })).link)
    assert.equal(answer.get('state'), null)
    assert.equal((await client.exchange(code)).status, 200)
  })

  it('ensure-authorization-request-without-nonce-success', async () => {
    assert.equal(decodeJwt((await client.tokens()).id_token ?? '').nonce, undefined)
  })

  for (const length of [64, 384])
    it(`ensure-authorization-request-with-${length === 64 ? '64-char' : 'long'}-nonce`, async () => {
      const nonce = 'n'.repeat(length)
      assert.equal(decodeJwt((await client.tokens({ nonce })).id_token ?? '').nonce, nonce)
    })

  it('ensure-authorization-request-with-long-state', async () => {
    const state = 's'.repeat(384)
    assert.equal((await client.open((await client.push({ state })).link)).answer.get('state'), state)
  })

  it('ensure-other-scope-order-succeeds', async () => {
    assert.ok((await client.tokens({ scope: 'debt.read openid' })).id_token)
  })

  it('ensure-registered-redirect-uri, plain-fapi-tolerate-unregistered-redirect-uri', async () => {
    refused(await client.push({ redirect_uri: 'https://rp.example/cb/other' }), 'invalid_request')
  })

  it('ensure-redirect-uri-in-authorization-request', async () => {
    refused(await client.push({ redirect_uri: undefined }), 'invalid_request')
  })

  it('ensure-unsigned-authorization-request-without-using-par-fails', async () => {
    const { answer, code } = await client.open(
      `${server.publicUrl}/authorize?${new URLSearchParams(requestOf(server.fapi as never))}`,
    )
    assert.deepEqual([answer.get('error'), code], ['invalid_request', ''])
  })

  it('ensure-response-type-code-idtoken-fails, ensure-response-type-token-fails', async () => {
    for (const response_type of ['code id_token', 'token'])
      refused(
        await client.push({ response_type, nonce: 'n' }),
        'unsupported_response_type',
        'invalid_request',
      )
  })

  it('par-ensure-pkce-required, par-plain-pkce-rejected', async () => {
    refused(
      await client.push({ code_challenge: undefined, code_challenge_method: undefined }),
      'invalid_request',
    )
    refused(await client.push({ code_challenge_method: 'plain' }), 'invalid_request')
  })

  it('ensure-pkce-code-verifier-required, incorrect-pkce-code-verifier-rejected', async () => {
    badGrant(await client.exchange(await client.code(), { code_verifier: undefined }))
    badGrant(await client.exchange(await client.code(), { code_verifier: 'w'.repeat(43) }))
  })

  it('ensure-client-assertion-in-token-endpoint', async () => {
    const form = { client_assertion: undefined, client_assertion_type: undefined }
    badClient(await client.exchange(await client.code(), form))
  })

  it('ensure-client-id-in-token-endpoint', async () => {
    const byAssertion = await client.exchange(await client.code(), { client_id: undefined })
    assert.equal(byAssertion.status, 200)
    badClient(await client.exchange(await client.code(), { client_id: 'fapi-other' }))
  })

  it('ensure-holder-of-key-required', async () => {
    const form = await client.authenticated({
      grant_type: 'authorization_code',
      code: await client.code(),
      redirect_uri: 'https://rp.example/cb',
    })
    badGrant(await post(server, '/token', { form }))
  })

  it('ensure-authorization-code-is-bound-to-client', async () => {
    badGrant(await other.exchange(await client.code(), { redirect_uri: 'https://rp.example/cb' }))
  })

  it('attempt-reuse-authorization-code-after-one-second', async () => {
    const code = await client.code()
    const { json } = await client.exchange(code)
    server.clock.advance(1)
    refused(await client.exchange(code), 'invalid_grant')
    assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
  })

  it('ensure-token-endpoint-fails-with-expired-auth-code', async () => {
    const code = await client.code()
    server.clock.advance(71)
    refused(await client.exchange(code), 'invalid_grant')
  })

  it('ensure-signed-client-assertion-with-RS256-fails', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
    const jwk = { ...(await exportJWK(publicKey)), kid: 'rsa' }
    const signed = { header: { alg: 'RS256', kid: 'rsa' }, key: privateKey }
    for (const alg of ['PS256', 'RS256']) {
      const { version } = (await server.clientStore.find('fapi'))!
      const keys = [...server.fapi.keys, { ...jwk, alg }]
      await server.clientStore.save({ ...server.fapi, keys, version })
      badClient(await client.push({}, signed))
    }
  })

  it('ensure-client-assertion-with-exp-is-5-minutes-in-past-fails', async () => {
    badClient(await client.push({}, { claims: { exp: seconds() - 300 } }))
  })

  it('ensure-client-assertion-with-wrong-aud-fails, ensure-client-assertion-with-no-sub-fails', async () => {
    badClient(await client.push({}, { claims: { aud: 'https://other.example' } }))
    badClient(await client.push({}, { claims: { sub: undefined } }))
  })

  it('par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted', async () => {
    const { status } = await client.push({}, { claims: { nbf: seconds() + 8, iat: seconds() + 8 } })
    assert.equal(status, 201)
  })

  it('par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', async () => {
    badClient(await client.push({}, { claims: { nbf: seconds() + 65 } }))
  })

  it('par-test-array-, par-endpoint-url-, token-endpoint-url-as-audience-fails', async () => {
    const { publicUrl } = server
    for (const aud of [
      [publicUrl],
      [publicUrl, 'https://other.example'],
      `${publicUrl}/par`,
      `${publicUrl}/token`,
    ])
      badClient(await client.push({}, { claims: { aud } }))
  })

  it('refresh-token', async () => {
    const tokens = await client.tokens({ scope: 'openid offline_access debt.read' })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    const [first, again] = [await client.token(form), await client.token(form)]
    for (const { json } of [first, again]) {
      assert.equal(json.token_type, 'DPoP')
      assert.ok([undefined, tokens.refresh_token].includes(json.refresh_token as string))
    }
    const moved = await client.token(form, { by: await readyProver() })
    assert.equal(moved.status, 200)
    badGrant(await other.token(form))
    badGrant(await post(server, '/token', { form: await client.authenticated(form) }))
  })

  const readyProver = async () => {
    const prover = await openProver()
    await prover.ready(server)
    return prover
  }

  it('ensure-server-handles-non-matching-intent-id, test-claims-parameter-identity-claims', async () => {
    const claims = JSON.stringify({ id_token: { openbanking_intent_id: { value: 'none' }, name: null } })
    const { id_token } = await client.tokens({ claims })
    assert.equal(decodeJwt(id_token ?? '').name, undefined)
  })

  it('test-essential-acr-sca-claim', async () => {
    const { id_token } = await client.tokens({ acr_values: 'high' })
    assert.equal(decodeJwt(id_token ?? '').acr, 'high')
  })

  it('par-ensure-reused-request-uri-prior-to-auth-completion-succeeds, par-attempt-reuse-request_uri', async () => {
    const { link } = await client.push()
    await fetch(link, { redirect: 'manual' })
    assert.ok((await client.open(link)).code)
    assert.equal((await client.open(link)).code, '')
  })

  it('par-attempt-to-use-expired-request_uri', async () => {
    const { link, json } = await client.push()
    server.clock.advance(Number(json.expires_in) + 11)
    assert.equal((await client.open(link)).code, '')
  })

  it('par-attempt-to-use-request_uri-for-different-client', async () => {
    const { link } = await client.push()
    assert.equal((await client.open(link.replace('client_id=fapi', 'client_id=fapi-other'))).code, '')
  })

  it('par-authorization-request-containing-request_uri-form-param', async () => {
    const { json } = await client.push()
    refused(await client.push({ request_uri: String(json.request_uri) }), 'invalid_request')
  })

  it('par-without-duplicate-parameters, par-attempt-invalid-http-method', async () => {
    const form = new URLSearchParams(await client.authenticated(requestOf(server.fapi as never)))
    form.append('state', 'again')
    const { status, json } = await post(server, '/par', { form: form.toString() })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    for (const method of ['GET', 'PUT', 'DELETE'])
      assert.equal((await fetch(`${server.publicUrl}/par`, { method })).status, 405)
  })

  it('gets tokens of its own that are bound, and shows them in the header only', async () => {
    const { json } = await client.token({ grant_type: 'client_credentials', scope: 'debt.read' })
    assert.equal(json.token_type, 'DPoP')
    const { access_token: token } = await client.tokens()
    const response = await fetch(`${server.publicUrl}/userinfo?access_token=${token}`)
    assert.ok([400, 401].includes(response.status))
  })
})
