import assert from 'node:assert/strict'
import { decodeJwt, importJWK } from 'jose'
import { onEachDatabase } from '../support/database.ts'
import { type FapiClient, openFapiClient } from '../support/fapi-client.ts'
import { post } from '../support/oauth-client.ts'
import { answerOf, visitor } from '../support/portal-visitor.ts'
import { sharedApp } from '../support/shared-app.ts'
import { namedIn, readList, statusAt } from '../support/status-list.ts'

const callback = 'https://127.0.0.1:9999/cb'

onEachDatabase('a bank under FAPI 2.0', database => {
  const app = sharedApp(database)

  const clientOf = async (name: string) => {
    const { client_id: id, jwk, redirect_uris: redirectUris } = (await app.demoJson()).clients.oauth![name]!
    const key = (await importJWK(jwk, 'ES256')) as CryptoKey
    return openFapiClient(app, { id, redirectUris, kid: jwk.kid }, key)
  }

  const answer = async (link: string) => {
    const browser = visitor(app.publicUrl, callback)
    const question = await browser.logIn(await browser.open(link))
    return answerOf(await browser.submit(question, { decision: 'accept' }))
  }

  const scope = 'openid offline_access income.read'

  const assertBound = async (client: FapiClient, code: string) => {
    const { status, json } = await client.exchange(code)
    assert.equal(status, 200)
    const { resourceServer } = (await app.demoJson()).clients.oauth!
    const told = await post(app, '/introspect', {
      client: { id: resourceServer!.client_id, secret: resourceServer!.client_secret },
      form: { token: String(json.access_token) },
    })
    const { active, token_type, cnf } = told.json
    assert.deepEqual([active, token_type, cnf], [true, 'DPoP', { jkt: client.prover.thumbprint }])
    const refreshed = await client.token({
      grant_type: 'refresh_token',
      refresh_token: String(json.refresh_token),
    })
    assert.equal(refreshed.json.token_type, 'DPoP')
  }

  it('asks by a pushed request, and gets a token that is bound to its key', async () => {
    const client = await clientOf('fapi')
    const { link } = await client.push({ scope })
    const { code, iss } = await answer(link)
    assert.equal(iss, app.publicUrl)
    await assertBound(client, code ?? '')
  })

  it('gets a JWT that is bound to its key and names its status, for an API that reads both by itself', async () => {
    const client = await clientOf('fapi')
    const { link } = await client.push({ scope: 'openid insurance.read' })
    const { code } = await answer(link)
    const token = String((await client.exchange(code ?? '')).json.access_token)
    assert.deepEqual(decodeJwt(token).cnf, { jkt: client.prover.thumbprint })
    const named = namedIn(token)!
    assert.equal(statusAt(await readList(app.publicUrl, named.uri, app.clock.now()), named), 0)
  })

  it('asks by a signed request, and is answered by a signed answer', async () => {
    const client = await clientOf('fapiSigned')
    const now = Math.floor(Date.now() / 1000)
    const request = await client.sign({
      ...client.request({ scope, response_mode: 'jwt' }),
      iss: client.id,
      aud: app.publicUrl,
      nbf: now,
      exp: now + 60,
    })
    const { link } = await client.pushForm({ request })
    const { response, ...others } = await answer(link)
    assert.deepEqual(others, {})
    const { code } = decodeJwt(response ?? '')
    await assertBound(client, String(code))
  })
})
