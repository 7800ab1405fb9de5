import assert from 'node:assert/strict'
import { request } from 'node:http'
import { onEachDatabase } from '../../support/database.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('what the house issuer tells about itself', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const discovery = async (name: string) =>
    (await (await fetch(`${server.publicUrl}/.well-known/${name}`)).json()) as Record<string, unknown>

  it('is the same for OAuth and OpenID Connect, and only what is on', async () => {
    const openid = await discovery('openid-configuration')
    assert.deepEqual(await discovery('oauth-authorization-server'), openid)
    const { publicUrl: issuer } = server
    assert.deepEqual(openid, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      introspection_endpoint: `${issuer}/introspect`,
      revocation_endpoint: `${issuer}/revoke`,
      userinfo_endpoint: `${issuer}/userinfo`,
      dpop_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA', 'Ed25519'],
      end_session_endpoint: `${issuer}/logout`,
      jwks_uri: `${issuer}/jwks`,
      status_list_aggregation_endpoint: `${issuer}/status-lists`,
      device_authorization_endpoint: `${issuer}/device_authorization`,
      backchannel_authentication_endpoint: `${issuer}/backchannel_authentication`,
      backchannel_token_delivery_modes_supported: ['poll'],
      backchannel_user_code_parameter_supported: false,
      backchannel_authentication_request_signing_alg_values_supported: [
        'ES256',
        'PS256',
        'RS256',
        'EdDSA',
        'Ed25519',
      ],
      acr_values_supported: ['low', 'substantial', 'high'],
      authorization_response_iss_parameter_supported: true,
      claim_types_supported: ['normal'],
      claims_parameter_supported: false,
      claims_supported: ['sub', 'acr', 'auth_time', 'name', 'pid', 'sid', 'iss'],
      code_challenge_methods_supported: ['S256'],
      grant_management_action_required: false,
      grant_management_actions_supported: ['query', 'revoke', 'merge', 'replace', 'create'],
      grant_management_endpoint: `${issuer}/grants`,
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:openid:params:grant-type:ciba',
        'urn:ietf:params:oauth:grant-type:token-exchange',
      ],
      id_token_signing_alg_values_supported: ['ES256', 'RS256'],
      introspection_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      revocation_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'none',
      ],
      pushed_authorization_request_endpoint: `${issuer}/par`,
      require_pushed_authorization_requests: false,
      prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
      request_uri_parameter_supported: false,
      request_parameter_supported: true,
      request_object_signing_alg_values_supported: ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'],
      authorization_signing_alg_values_supported: ['ES256', 'RS256'],
      introspection_signing_alg_values_supported: ['RS256', 'ES256'],
      response_modes_supported: [
        'form_post',
        'fragment',
        'query',
        'jwt',
        'query.jwt',
        'fragment.jwt',
        'form_post.jwt',
      ],
      response_types_supported: ['code'],
      scopes_supported: [
        'openid',
        'offline_access',
        'profile',
        'pid',
        'grant_management_query',
        'grant_management_revoke',
      ],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'none',
      ],
      token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'],
      ui_locales_supported: ['nb', 'nn', 'en'],
    })
  })

  it('is made from the issuer, whatever Host and X-Forwarded-* say', async () => {
    const { port } = new URL(server.publicUrl)
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const text = await new Promise<string>((resolve, reject) => {
      const path = '/.well-known/openid-configuration'
      request({ host: '127.0.0.1', port, path, headers }, answer => {
        let body = ''
        answer.on('data', chunk => (body += chunk)).on('end', () => resolve(body))
      })
        .on('error', reject)
        .end()
    })
    assert.doesNotMatch(text, /evil/)
    assert.equal(JSON.parse(text).token_endpoint, `${server.publicUrl}/token`)
  })

  it('lets the public keys be kept for a little less than a new one waits, and shows no private part', async () => {
    const response = await fetch(`${server.publicUrl}/jwks`)
    const { keys } = (await response.json()) as { keys: Record<string, string>[] }
    assert.match(response.headers.get('cache-control') ?? '', /^public, max-age=29[0-5]$/)
    assert.deepEqual(
      keys.map(key => Object.keys(key).sort()),
      [
        ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
        ['alg', 'e', 'kid', 'kty', 'n', 'use'],
      ],
    )
  })

  it('S31: answers 405 to the wrong method, and never takes a token from the query', async () => {
    for (const path of ['/token', '/introspect?token=abc', '/revoke?token=abc']) {
      const response = await fetch(server.publicUrl + path)
      assert.equal(response.status, 405)
      assert.equal(response.headers.get('allow'), 'POST, OPTIONS')
    }
  })
})
