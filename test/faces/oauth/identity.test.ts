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
