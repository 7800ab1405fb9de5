import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { debts } from '../../support/oauth-world.ts'

onEachDatabase('facts about the person alone', database => {
  let server: OAuthServer
  let web: openid.Configuration

  beforeEach(async () => {
    server = await startOAuthServer(database)
    web = await discover(server, server.web)
  })
  afterEach(() => server.close())

  const facts = (accessToken: string) => openid.fetchUserInfo(web, accessToken, server.kari.id)

  it('are given at userinfo, and to no resource server', async () => {
    const tokens = await obtainTokens(web, server.web, { scope: 'openid profile pid' })
    assert.deepEqual(await facts(tokens.access_token), {
      sub: server.kari.id,
      name: 'Kari Demo',
      pid: '14842249091',
    })
    assert.deepEqual(await introspect(server, tokens.access_token), { active: false })
  })

  it('are no more than was asked for', async () => {
    const tokens = await obtainTokens(web, server.web, { scope: 'openid' })
    assert.equal(tokens.claims()?.sub, server.kari.id)
    assert.deepEqual(await facts(tokens.access_token), { sub: server.kari.id })
  })

  it('are not given for a token that was asked for without them, whatever the person agreed to', async () => {
    const asked = { scope: 'openid profile pid offline_access debt.read', prompt: 'consent' }
    const tokens = await obtainTokens(web, server.web, asked)
    assert.equal((await facts(tokens.access_token)).pid, '14842249091')
    const narrower = (scope: string) => openid.refreshTokenGrant(web, tokens.refresh_token ?? '', { scope })
    assert.deepEqual(await facts((await narrower('openid debt.read')).access_token), { sub: server.kari.id })
    await assert.rejects(facts((await narrower('debt.read')).access_token))
  })

  it('are told at userinfo to no API that may not learn them; its client knows them by the ID token', async () => {
    const shops = { ...debts, audience: 'https://shops.example', revealsIdentity: false }
    await server.ports.registry.putResource(shops)
    const shop = { ...server.web, id: 'shop', version: 0, audiences: [shops.audience] }
    await server.clientStore.save(shop)
    const asked = { scope: 'openid profile pid offline_access debt.read', prompt: 'consent' }
    const configuration = await discover(server, shop)
    const tokens = await obtainTokens(configuration, shop, asked)
    const told = (accessToken: string) =>
      openid.fetchUserInfo(configuration, accessToken, server.kari.id) as Promise<object>
    assert.deepEqual(await told(tokens.access_token), { sub: server.kari.id })
    const url = `${server.publicUrl}/userinfo?scope=openid+pid`
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const wanting = await fetch(url, { headers })
    assert.doesNotMatch(await wanting.text(), /14842249091/)
    const { name, pid } = tokens.claims()!
    assert.deepEqual([name, pid], ['Kari Demo', '14842249091'])
    const wide = { scope: 'openid profile pid' }
    const own = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '', wide)
    assert.deepEqual(await told(own.access_token), { sub: server.kari.id, name, pid })
  })

  it('are for clients that are registered for them, and for as long', async () => {
    const client = (await server.clientStore.find('web'))!
    const asked = { scope: 'openid profile pid offline_access', prompt: 'consent' }
    const tokens = await obtainTokens(web, server.web, asked)
    await server.clientStore.save({ ...client, scopeValues: ['debt.read', 'profile'] })
    assert.deepEqual(await facts(tokens.access_token), { sub: server.kari.id, name: 'Kari Demo' })
    const refreshed = await openid.refreshTokenGrant(web, tokens.refresh_token ?? '')
    assert.equal(refreshed.claims()?.pid, undefined)
    await assert.rejects(openid.refreshTokenGrant(web, tokens.refresh_token ?? '', { scope: 'openid pid' }), {
      error: 'invalid_scope',
    })
    for (const scope of ['openid pid', 'openid pid debt.read']) {
      const { callback } = await authorize(web, server.web, { scope })
      assert.equal(callback.searchParams.get('error'), 'invalid_scope')
    }
    assert.ok(
      (await authorize(web, server.web, { scope: 'openid profile' })).callback.searchParams.get('code'),
    )
  })

  it('are given silently no further than they were asked for this time', async () => {
    const { browser } = await authorize(web, server.web, { scope: 'openid profile pid debt.read' })
    const tokens = await obtainTokens(web, server.web, { browser, prompt: 'none', scope: 'openid debt.read' })
    assert.deepEqual(await facts(tokens.access_token), { sub: server.kari.id })
  })

  it('are given as long as the consent stands', async () => {
    const asked = { scope: 'openid profile offline_access', prompt: 'consent' }
    const tokens = await obtainTokens(web, server.web, asked)
    const refreshed = await openid.refreshTokenGrant(web, tokens.refresh_token ?? '')
    assert.equal((await facts(refreshed.access_token)).name, 'Kari Demo')

    const given = { givenBy: server.kari.id, standing: 'active' } as const
    const [grant] = (await server.ports.query.grants(given, { limit: 1 })).items
    await server.core.revokeGrant({ id: grant!.id, by: server.kari.id, reason: 'giver' })
    await assert.rejects(facts(refreshed.access_token))
    await assert.rejects(openid.refreshTokenGrant(web, tokens.refresh_token ?? ''), {
      error: 'invalid_grant',
    })
  })

  it('cannot be turned into a token for a resource', async () => {
    const { callback, verifier, state } = await authorize(web, server.web, { scope: 'openid profile' })
    const checks = { pkceCodeVerifier: verifier, expectedState: state }
    await assert.rejects(openid.authorizationCodeGrant(web, callback, checks, { resource: debts.audience }), {
      error: 'invalid_target',
    })
  })

  it('are given again with prompt=none, but not more than before and for no resource', async () => {
    const { browser } = await authorize(web, server.web, { scope: 'openid profile' })
    const silent = async (wishes: Record<string, string>) =>
      (await authorize(web, server.web, { browser, prompt: 'none', ...wishes })).callback.searchParams
    assert.ok((await silent({ scope: 'openid profile' })).get('code'))
    assert.equal((await silent({ scope: 'openid profile pid' })).get('error'), 'consent_required')
    assert.equal(
      (await silent({ scope: 'openid profile', resource: debts.audience })).get('error'),
      'consent_required',
    )
    assert.equal((await silent({ scope: 'openid debt.read' })).get('error'), 'consent_required')
  })
})
