import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import type { ClientSecret } from '../../../server/domain/registry/client.ts'
import { longestSecret } from '../../../server/domain/registry/client-secret.ts'
import { onEachDatabase } from '../../support/database.ts'
import { basic, discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

const everyCharacter = Array.from({ length: 0x7f - 0x20 }, (_, n) => String.fromCharCode(0x20 + n)).join('')

/** Whatever an operator may choose. */
const chosen = [everyCharacter, ' %41+&: ', 'x'.repeat(longestSecret)]

onEachDatabase('a secret that somebody chose', database => {
  let server: OAuthServer
  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  let kept: ClientSecret
  const choose = async (id: string, secret: string) => {
    const client = (await server.clientStore.find(id))!
    await server.clientStore.save({ ...client, secrets: [kept] })
    return { ...client, secret }
  }

  const record = async (authorization: string) => {
    const answer = await fetch(`${server.publicUrl}/grants/00000000-0000-4000-8000-000000000000/uses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: '{"what":"Looked","token":"x"}',
    })
    await answer.body?.cancel()
    return answer.status
  }

  for (const secret of chosen) {
    it(`is taken by Basic and in the body wherever a client comes: ${secret.slice(0, 20)}`, async () => {
      kept = await server.secrets.hash(secret)
      const web = await choose('web', secret)
      const configuration = await discover(server, web)
      const machine = await openid.clientCredentialsGrant(configuration, { scope: 'debt.read' })
      assert.equal(machine.scope, 'debt.read')
      const tokens = await obtainTokens(configuration, web)
      assert.ok(tokens.id_token)
      await openid.tokenRevocation(configuration, tokens.access_token)

      const posted = await choose('post', secret)
      const inBody = await discover(server, posted, openid.ClientSecretPost(secret))
      const other = await openid.clientCredentialsGrant(inBody, { scope: 'debt.read' })
      assert.ok((await obtainTokens(inBody, posted)).id_token)

      const debtServer = await choose('debt-server', secret)
      const asking = await discover(server, debtServer)
      assert.equal((await openid.tokenIntrospection(asking, other.access_token)).active, true)
      assert.equal(await record(basic('debt-server', secret)), 404)
    })
  }

  const raw = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

  it('is taken as it is written when it cannot have been encoded, and with nothing after it', async () => {
    for (const secret of ['100% sure&', 'a&b']) {
      kept = await server.secrets.hash(secret)
      await choose('debt-server', secret)
      assert.equal(await record(raw('debt-server', secret)), 404)
      assert.equal(await record(raw('debt-server', `${secret}&anything`)), 401)
      assert.equal(await record(raw('debt-server&anything', secret)), 401)

      await choose('web', secret)
      const ask = (form: Record<string, string>, authorization: string) =>
        post(server, '/token', { form, headers: { authorization } })
      const machine = { grant_type: 'client_credentials', scope: 'debt.read' }
      assert.equal((await ask(machine, raw('web', secret))).status, 200)
      assert.equal((await ask(machine, raw('web', `${secret}&anything`))).status, 401)
      const stale = { grant_type: 'refresh_token', refresh_token: 'none' }
      assert.equal((await ask(stale, raw('web', secret))).json.error, 'invalid_grant')
    }
  })
})
