import assert from 'node:assert/strict'
import { onGjeld } from '../../../support/gjeld-oauth.ts'
import { send } from '../../../support/send.ts'

onGjeld('A. Discovery', world => {
  it('N1 tells the issuer with its slash, and every endpoint', async () => {
    const { status, json } = await send(`${world.issuer}.well-known/openid-configuration`)
    assert.equal(status, 200)
    assert.equal(json.issuer, world.issuer)
    assert.ok(world.issuer.endsWith('/'))
    const endpoints = {
      authorization_endpoint: 'oauth2/auth',
      token_endpoint: 'oauth2/token',
      jwks_uri: '.well-known/jwks.json',
      userinfo_endpoint: 'userinfo',
      revocation_endpoint: 'oauth2/revoke',
      end_session_endpoint: 'oauth2/sessions/logout',
    }
    for (const [name, path] of Object.entries(endpoints)) assert.equal(json[name], world.issuer + path)
    assert.deepEqual(json.response_types_supported, ['code'])
    assert.deepEqual(json.grant_types_supported, ['authorization_code', 'client_credentials'])
    assert.deepEqual(json.token_endpoint_auth_methods_supported, ['client_secret_basic'])
    assert.deepEqual(json.subject_types_supported, ['pairwise'])
    assert.deepEqual(json.id_token_signing_alg_values_supported, ['RS256'])
    assert.deepEqual(json.scopes_supported, ['openid'])
    assert.deepEqual(json.prompt_values_supported, ['none', 'login', 'select_account', 'consent'])
  })

  it('N3 publishes an RSA key without its private members', async () => {
    const { status, json } = await send(`${world.issuer}.well-known/jwks.json`)
    assert.equal(status, 200)
    const keys = json.keys as Record<string, unknown>[]
    assert.ok(keys.some(({ kty, alg }) => kty === 'RSA' && alg === 'RS256'))
    for (const key of keys) for (const member of ['d', 'p', 'q']) assert.equal(key[member], undefined)
  })
})
