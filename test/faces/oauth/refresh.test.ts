import assert from 'node:assert/strict'
import { movableClock } from '../../../adapters/clock/movable-clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

const scope = 'openid offline_access debt.read debt.summary'

onEachDatabase('refresh tokens', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(async () => {
    movableClock.reset()
    await server.close()
  })

  /** A confidential client's. */
  const confidential = async () => {
    const tokens = await obtainTokens(await discover(server, server.web), server.web, { scope })
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    return {
      tokens,
      refresh: (more = {}) => post(server, '/token', { client: server.web, form: { ...form, ...more } }),
    }
  }

  /** A public client's. */
  const publicOne = async () => {
    const native = { ...server.native, redirectUris: ['http://127.0.0.1:4711/cb'] }
    const tokens = await obtainTokens(await discover(server, native), native, { scope })
    const refresh = (refresh_token: unknown) =>
      post(server, '/token', {
        form: { grant_type: 'refresh_token', client_id: 'native', refresh_token: String(refresh_token) },
      })
    return { first: tokens.refresh_token ?? '', tokens, refresh }
  }

  it('a confidential client keeps its refresh token', async () => {
    const { tokens, refresh } = await confidential()
    const answers = [await refresh(), await refresh()]
    for (const { status, json } of answers) {
      assert.equal(status, 200)
      assert.equal(json.refresh_token, tokens.refresh_token)
      assert.equal((await introspect(server, String(json.access_token))).active, true)
    }
  })

  it('comes only with offline_access', async () => {
    const tokens = await obtainTokens(await discover(server, server.web), server.web, {
      scope: 'openid debt.read',
    })
    assert.equal(tokens.refresh_token, undefined)
  })

  it('S18: of fifty refreshes at once a public client gets one successor, which lives', async () => {
    const { first, refresh } = await publicOne()
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first)))
    const won = answers.filter(({ status }) => status === 200)
    assert.equal(won.length, 1)
    assert.equal(answers.filter(({ json }) => json.error === 'invalid_grant').length, 49)
    assert.equal((await introspect(server, String(won[0]?.json.access_token))).active, true)
    assert.equal((await refresh(won[0]?.json.refresh_token)).status, 200)
  })

  it('S19: one of two generations ago ends the family, at once', async () => {
    const { first, refresh } = await publicOne()
    const second = await refresh(first)
    const third = await refresh(second.json.refresh_token)
    assert.equal((await refresh(first)).json.error, 'invalid_grant')
    assert.equal((await refresh(third.json.refresh_token)).json.error, 'invalid_grant')
    assert.deepEqual(await introspect(server, String(third.json.access_token)), { active: false })
  })

  it('S19: one of a generation ago ends the family once ten seconds went by', async () => {
    const { first, refresh } = await publicOne()
    const second = await refresh(first)
    assert.equal((await refresh(first)).json.error, 'invalid_grant')
    assert.equal((await introspect(server, String(second.json.access_token))).active, true)
    movableClock.advance(11)
    assert.equal((await refresh(first)).json.error, 'invalid_grant')
    assert.equal((await refresh(second.json.refresh_token)).json.error, 'invalid_grant')
    assert.deepEqual(await introspect(server, String(second.json.access_token)), { active: false })
  })

  it('S20: asks for less, never for more', async () => {
    const { refresh } = await confidential()
    const less = await refresh({ scope: 'debt.read' })
    assert.equal(less.json.scope, 'debt.read')
    assert.equal((await refresh({ scope: 'debt.read debt.write' })).json.error, 'invalid_scope')
    assert.equal((await refresh()).json.scope, 'openid offline_access debt.read debt.summary')
    assert.equal((await refresh({ resource: 'https://debts.example' })).status, 200)
    assert.equal((await refresh({ resource: 'https://meters.example' })).json.error, 'invalid_target')
  })

  it('S21: is dead with the consent, at its end, and with the client', async () => {
    const withdrawn = await confidential()
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    assert.equal((await withdrawn.refresh()).json.error, 'invalid_grant')

    const ending = await confidential()
    movableClock.advance(30 * 24 * 3600)
    assert.equal((await ending.refresh()).json.error, 'invalid_grant')

    const suspended = await confidential()
    await server.clientStore.remove('web')
    assert.equal((await suspended.refresh()).json.error, 'invalid_client')
  })

  it('belongs to its client', async () => {
    const { tokens } = await confidential()
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    assert.equal((await post(server, '/token', { client: server.other, form })).json.error, 'invalid_grant')
  })
})
