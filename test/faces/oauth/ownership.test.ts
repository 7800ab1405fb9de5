import assert from 'node:assert/strict'
import { organization } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { giveClientTo } from '../../support/taken-over.ts'

const scope = 'openid offline_access debt.read'
const newOwner = '310000003'

onEachDatabase('a consent that was given to an organization', database => {
  let server: OAuthServer
  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const takeOver = (id = 'web') => giveClientTo({ database, clients: server.clientStore }, id, newOwner)
  const refresh = (token = '') => {
    const form = { grant_type: 'refresh_token', refresh_token: token }
    return post(server, '/token', { client: server.web, form })
  }
  const tokensOf = async (asked = { scope }) =>
    obtainTokens(await discover(server, server.web), server.web, asked)

  it('gives the next owner of the client nothing for a refresh token from before', async () => {
    const { refresh_token: token } = await tokensOf()
    assert.equal((await refresh(token)).status, 200)
    await takeOver()
    const { status, json } = await refresh(token)
    assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  })

  it('gives the next owner of the client nothing for a code from before', async () => {
    const { callback, verifier } = await authorize(await discover(server, server.web), server.web)
    await takeOver()
    const form = {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: 'https://rp.example/cb',
      code_verifier: verifier,
    }
    const { json } = await post(server, '/token', { client: server.web, form })
    assert.equal(json.error, 'invalid_grant')
  })

  it('is no answer to the next owner with prompt=none, which finds the one given to itself', async () => {
    const configuration = await discover(server, server.web)
    const { browser } = await authorize(configuration, server.web)
    const silently = async () =>
      (await authorize(configuration, server.web, { browser, prompt: 'none' })).callback.searchParams
    assert.ok((await silently()).get('code'))
    await takeOver()
    assert.equal((await silently()).get('error'), 'consent_required')
    assert.ok((await authorize(configuration, server.web, { browser })).callback.searchParams.get('code'))
    assert.ok((await silently()).get('code'))
  })

  it('makes no token good for an API once the client acts for somebody else', async () => {
    const both = await obtainTokens(await discover(server, server.both), server.both, {
      scope: 'openid meter.read',
      resource: 'https://meters.example',
    })
    const tokens = await tokensOf()
    const asked = async () => [
      (await introspect(server, tokens.access_token)).active,
      (await introspect(server, tokens.refresh_token ?? '', server.web)).active,
      (await introspect(server, both.access_token, server.meterServer)).active,
      (
        await fetch(`${server.publicUrl}/userinfo`, {
          headers: { authorization: `Bearer ${tokens.access_token}` },
        })
      ).status,
    ]
    assert.deepEqual(await asked(), [true, true, true, 200])
    await takeOver()
    await takeOver('both')
    assert.deepEqual(await asked(), [false, false, false, 401])
  })

  it('is no use to the next one who carries out the work for the same asker', async () => {
    const onBehalfOf = { identifier: organization('310000003'), name: 'Demokommunen' }
    const handled = { ...server.web, id: 'handled', version: 0, onBehalfOf }
    await server.clientStore.save(handled)
    const tokens = await obtainTokens(await discover(server, handled), handled, { scope })
    assert.equal((await introspect(server, tokens.access_token)).active, true)
    await giveClientTo({ database, clients: server.clientStore }, 'handled', '310000011')
    assert.deepEqual(await introspect(server, tokens.access_token), { active: false })
  })

  it('ends for good when its client is removed, and the id is nobody’s again', async () => {
    const tokens = await tokensOf()
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.clientStore.remove('web')
    assert.equal((await refresh(tokens.refresh_token)).json.error, 'invalid_client')
    assert.deepEqual(await introspect(server, tokens.access_token), { active: false })
    const again = { ...server.web, version: 0 }
    assert.equal(await server.clientStore.save(again), false)
    assert.equal(await server.clientStore.find('web'), undefined)
    assert.equal((await server.core.listGrants(server.kari.id, 'active', { limit: 1 })).items.length, 1)
    assert.equal(items.length, 1)
  })
})
