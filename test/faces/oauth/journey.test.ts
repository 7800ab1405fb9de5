import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('the house issuer, driven by openid-client', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  it('gives tokens for a consent, which the resource server finds active until it is withdrawn', async () => {
    const configuration = await discover(server, server.web)
    const tokens = await obtainTokens(configuration, server.web, {
      scope: 'openid profile pid offline_access debt.read',
      prompt: 'consent',
    })
    assert.equal(tokens.claims()?.sub, server.kari.id)
    assert.equal(tokens.claims()?.name, 'Kari Demo')

    const found = await introspect(server, tokens.access_token)
    assert.equal(found.active, true)
    assert.equal(found.scope, 'debt.read')
    assert.equal(found.sub, server.kari.id)
    assert.equal(found.pid, '14842249091')

    const info = await openid.fetchUserInfo(configuration, tokens.access_token, server.kari.id)
    assert.equal(info.name, 'Kari Demo')

    const refreshed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
    assert.equal((await introspect(server, refreshed.access_token)).active, true)

    await server.core.revokeGrant({ id: found.grant_id as never, by: server.kari.id, reason: 'giver' })
    assert.deepEqual(await introspect(server, tokens.access_token), { active: false })
    assert.deepEqual(await introspect(server, refreshed.access_token), { active: false })
    await assert.rejects(openid.refreshTokenGrant(configuration, tokens.refresh_token ?? ''), {
      error: 'invalid_grant',
    })
    assert.deepEqual(server.seen.errors, [])
  })

  it('tells the client when the person declines', async () => {
    server.decider.outcome = 'refuse'
    const { callback, state } = await authorize(await discover(server, server.web), server.web)
    assert.equal(callback.searchParams.get('error'), 'access_denied')
    assert.equal(callback.searchParams.get('state'), state)
    assert.equal(callback.searchParams.get('iss'), server.publicUrl)
  })
})
