import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('revocation', database => {
  let server: OAuthServer
  let web: openid.Configuration

  beforeEach(async () => {
    server = await startOAuthServer(database)
    web = await discover(server, server.web)
  })
  afterEach(() => server.close())

  const tokens = () => obtainTokens(web, server.web, { scope: 'openid offline_access debt.read' })

  it('of a refresh token ends its family; the consent lives on', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    await openid.tokenRevocation(web, refresh_token)
    assert.deepEqual(await introspect(server, access_token), { active: false })
    await assert.rejects(openid.refreshTokenGrant(web, refresh_token), { error: 'invalid_grant' })
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 10 })
    assert.equal(items.length, 1)
  })

  it('of an access token ends that one', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    await openid.tokenRevocation(web, access_token)
    assert.deepEqual(await introspect(server, access_token), { active: false })
    const next = await openid.refreshTokenGrant(web, refresh_token)
    assert.equal((await introspect(server, next.access_token)).active, true)
  })

  it("of a machine's token ends that one", async () => {
    const { access_token } = await openid.clientCredentialsGrant(web, { scope: 'debt.read' })
    await openid.tokenRevocation(web, access_token)
    assert.deepEqual(await introspect(server, access_token), { active: false })
  })

  it('is on record, once for each token that was there', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    const before = server.recorded.length
    for (const token of [access_token, access_token, refresh_token, 'unknown'])
      await openid.tokenRevocation(web, token)
    const told = server.recorded.slice(before).map(({ what, clientId, kind }) => [what, clientId, kind])
    assert.deepEqual(told, [
      ['token.revoked', 'web', 'AccessToken'],
      ['token.revoked', 'web', 'RefreshToken'],
    ])
  })

  it('is on record once, however often it is asked for at the same time', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    const before = server.recorded.length
    for (const token of [access_token, refresh_token])
      await Promise.all(Array.from({ length: 8 }, () => openid.tokenRevocation(web, token)))
    const told = server.recorded.slice(before).map(({ what, kind }) => [what, kind])
    assert.deepEqual(told, [
      ['token.revoked', 'AccessToken'],
      ['token.revoked', 'RefreshToken'],
    ])
  })

  it('S28: by another client answers 200, does nothing, and leaves a trace', async () => {
    const { access_token, refresh_token = '' } = await tokens()
    for (const token of [access_token, refresh_token, 'unknown']) {
      assert.equal((await post(server, '/revoke', { client: server.other, form: { token } })).status, 200)
    }
    assert.equal((await introspect(server, access_token)).active, true)
    assert.ok(server.recorded.some(({ what }) => what === 'revocation.foreign_token'))
  })

  it('takes authenticated clients only', async () => {
    const { access_token: token } = await tokens()
    assert.equal(
      (await post(server, '/revoke', { client: { id: 'web', secret: 'no' }, form: { token } })).status,
      401,
    )
    assert.equal((await introspect(server, token)).active, true)
  })
})
