import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import type { GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { account, payment } from '../../support/detail-types.ts'
import { exchange } from '../../support/exchange.ts'
import { discover, introspect, obtainTokens } from '../../support/oauth-client.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

onEachDatabase('a processor with a token for details', database => {
  const server = sharedOAuthServer(database, { details: true })
  beforeEach(() => server.clientStore.find('processor', 'anew'))

  const tokenOf = async (
    details: readonly object[],
    more: Record<string, string> = {},
    client: TestClient = server.web,
  ) => {
    const asked = { authorization_details: JSON.stringify(details), ...more }
    return (await obtainTokens(await discover(server, client), client, asked)).access_token
  }
  const told = (answer: { json: Record<string, unknown> }, client?: TestClient) =>
    introspect(server, String(answer.json.access_token), client)

  it('T1: gets them with the scopes, or those alone that it names', async () => {
    const token = await tokenOf([payment, account()])
    const all = await exchange(server, token)
    assert.deepEqual([all.status, all.json.authorization_details], [200, [payment, account()]])
    assert.deepEqual((await told(all)).authorization_details, [payment, account()])
    const some = await exchange(server, token, { authorization_details: JSON.stringify([payment]) })
    assert.deepEqual([some.json.authorization_details, some.json.scope], [[payment], undefined])
    assert.deepEqual((await told(some)).authorization_details, [payment])
    const none = await exchange(server, token, { scope: 'debt.read' })
    assert.deepEqual([none.json.authorization_details, none.json.scope], [undefined, 'debt.read'])
    const again = await exchange(server, String(some.json.access_token), { client: server.subProcessor })
    assert.deepEqual((await told(again)).authorization_details, [payment])
  })

  it('T1: gets those of a token without any scope, and in a JWT', async () => {
    const only = await exchange(server, await tokenOf([payment], { scope: '' }))
    assert.deepEqual([only.json.authorization_details, only.json.scope], [[payment], undefined])
    const resource = 'https://meters.example'
    const report = { type: 'urn:example:report', year: 2025 }
    const more = { scope: 'openid meter.read', resource }
    const jwt = await exchange(server, await tokenOf([report], more, server.both))
    assert.equal(jwt.status, 200, jwt.text)
    assert.deepEqual(decodeJwt(String(jwt.json.access_token)).authorization_details, [report])
  })

  it('T2: gets no more than the token has, nor what it is not registered for', async () => {
    const token = await tokenOf([payment])
    for (const wrong of [account(), { ...payment, payee: 'Another' }, { type: 'urn:example:unknown' }]) {
      const { status, json } = await exchange(server, token, {
        authorization_details: JSON.stringify([wrong]),
      })
      assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'])
    }
    const nested = `${'['.repeat(8000)}${']'.repeat(8000)}`
    for (const authorization_details of ['x', '{}', '1', 'null', '[null]', '["x"]', nested, '{"type":']) {
      const { status, json } = await exchange(server, token, { authorization_details })
      assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'], authorization_details)
    }
    const client = (await server.clientStore.find('processor', 'anew'))!
    await server.clientStore.save({ ...client, detailTypes: [] })
    await server.clientStore.find('processor', 'anew')
    assert.equal((await exchange(server, token)).json.authorization_details, undefined)
    const alone = await exchange(server, await tokenOf([payment], { scope: '' }))
    assert.deepEqual([alone.status, alone.json.error], [400, 'invalid_scope'])
  })

  it('T6: has them no longer once the consent is withdrawn', async () => {
    const given = await exchange(server, await tokenOf([payment], { purpose: 'once' }))
    const { active, grant_id: id, authorization_details: details } = await told(given)
    assert.deepEqual([active, details], [true, [payment]])
    await server.core.revokeGrant({ id: id as GrantId, by: server.kari.id, reason: 'giver' })
    assert.deepEqual(await told(given), { active: false })
  })
})
