import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { basic, post } from '../../support/oauth-client.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

/** Named after the modules of the OpenID conformance suite's plan `oidcc-basic-certification-test-plan`. */
onEachDatabase('a basic OpenID provider', database => {
  const server = sharedOAuthServer(database)

  type Parameters = Readonly<Record<string, string | undefined>>

  /** A request as a client of before PKCE sends it. */
  const ask = async (parameters: Parameters = {}, browser = openBrowser()) => {
    const written = {
      client_id: 'plain',
      response_type: 'code',
      redirect_uri: 'https://rp.example/cb',
      scope: 'openid debt.read',
      state: 'abc',
      ...parameters,
    }
    const entries = Object.entries(written).filter((one): one is [string, string] => one[1] !== undefined)
    const { response, location } = await browser.visit(
      `${server.publicUrl}/authorize?${new URLSearchParams(entries)}`,
    )
    const answer = Object.fromEntries(new URL(location ?? 'about:blank').searchParams)
    return { response, answer, browser }
  }

  const exchange = (code = '', { secret, id }: TestClient = server.plain, more: Parameters = {}) =>
    post(server, '/token', {
      headers: { authorization: basic(id, secret) },
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'https://rp.example/cb',
        ...(more as Record<string, string>),
      },
    })

  const tokensFor = async (parameters: Parameters = {}) => {
    const { json } = await exchange((await ask(parameters)).answer.code)
    return { ...json, claims: decodeJwt(String(json.id_token)) }
  }

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow, and without PKCE', async () => {
    const { claims } = await tokensFor()
    assert.equal(claims.nonce, undefined)
    assert.equal(claims.sub, server.kari.id)
  })

  it('a request without PKCE is refused for every client that is not registered so', async () => {
    for (const client_id of ['web', 'native']) {
      const { answer } = await ask({
        client_id,
        ...(client_id === 'native' && { redirect_uri: 'http://127.0.0.1/cb' }),
      })
      assert.equal(answer.error, 'invalid_request')
    }
  })
})
