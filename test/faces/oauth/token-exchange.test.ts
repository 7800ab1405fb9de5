import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import type { GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { exchange } from '../../support/exchange.ts'
import { basic, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const meters = { resource: 'https://meters.example', scope: 'openid meter.read' }

onEachDatabase('a processor with a token that was handed to it', database => {
  const server = sharedOAuthServer(database)

  // What a test before has changed of them is still known for some seconds.
  beforeEach(() => server.clientStore.find('processor', 'anew'))

  const tokensOf = async (asked: Record<string, string> = {}, client: TestClient = server.web) =>
    obtainTokens(await discover(server, client), client, { scope: 'openid debt.read debt.summary', ...asked })
  const tokenOf = async (asked?: Record<string, string>, client?: TestClient) =>
    (await tokensOf(asked, client)).access_token
  const refused = async (token: string, asked: Record<string, unknown>, error: string) => {
    const { status, json, headers } = await exchange(server, token, asked)
    assert.deepEqual([status, json.error], [400, error], JSON.stringify(json))
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(json.access_token, undefined)
  }
  const usesOf = async (id: unknown) =>
    (await server.core.showGrant({ id: id as GrantId, reader: server.kari.id })).uses

  it('T1: gets a narrower token of its own under the same consent, and act names it', async () => {
    const token = await tokenOf()
    const { status, json, headers } = await exchange(server, token, { scope: 'debt.read' })
    assert.equal(status, 200)
    assert.equal(headers.get('cache-control'), 'no-store')
    const { access_token: own, expires_in: seconds, ...more } = json
    assert.ok(Number(seconds) > 0 && Number(seconds) <= 600)
    assert.deepEqual(more, {
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      scope: 'debt.read',
    })
    const [old, told] = [await introspect(server, token), await introspect(server, String(own))]
    assert.equal(told.active, true)
    assert.deepEqual(told.act, { sub: 'processor', client_id: 'processor' })
    assert.equal(old.act, undefined)
    assert.deepEqual(
      [told.client_id, told.scope, told.aud, told.sub, told.grant_id],
      ['processor', 'debt.read', old.aud, old.sub, old.grant_id],
    )
  })
  it('T1: gets what it may have of the scopes of the token when it names none', async () => {
    const { json } = await exchange(server, await tokenOf())
    assert.equal(json.scope, 'debt.read debt.summary')
    const target = { resource: 'https://debts.example', audience: 'https://debts.example' }
    assert.equal((await exchange(server, await tokenOf(), target)).status, 200)
  })

  it('T1: gets a JWT for an API that reads JWTs, with act in it', async () => {
    const token = await tokenOf(meters, server.both)
    const { json } = await exchange(server, token)
    const [old, own] = [decodeJwt(token), decodeJwt(String(json.access_token))]
    assert.deepEqual(own.act, { sub: 'processor', client_id: 'processor' })
    assert.deepEqual(
      [own.client_id, own.sub, own.aud, own.grant_id, own.grant_epoch, own.scope],
      ['processor', old.sub, old.aud, old.grant_id, old.grant_epoch, 'meter.read'],
    )
    assert.ok(own.exp! <= old.exp!)
    assert.notDeepEqual(own.status, old.status)
    const told = await introspect(server, String(json.access_token), server.meterServer)
    assert.deepEqual([told.active, told.act], [true, own.act])
  })

  it('T1: proves who acts by a token of its own as well, and by nobody else’s', async () => {
    const machine = async (client: TestClient) => {
      const form = { grant_type: 'client_credentials', scope: 'debt.read', resource: 'https://debts.example' }
      return String((await post(server, '/token', { client, form })).json.access_token)
    }
    const token = await tokenOf()
    const type = 'urn:ietf:params:oauth:token-type:access_token'
    const own = { actor_token: await machine(server.processor), actor_token_type: type }
    assert.equal((await exchange(server, token, own)).status, 200)
    await refused(token, { ...own, actor_token: await machine(server.subProcessor) }, 'invalid_request')
    await refused(token, { ...own, actor_token: token }, 'invalid_request')
    await refused(token, { ...own, actor_token_type: undefined }, 'invalid_request')
    await refused(token, { ...own, actor_token: undefined }, 'invalid_request')
    await refused(
      token,
      { ...own, actor_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
      'invalid_request',
    )
  })

  it('T2: gets no more than the token has, and none for another API', async () => {
    const token = await tokenOf({ scope: 'openid debt.read' })
    for (const scope of [
      'debt.summary',
      'debt.read debt.summary',
      'openid',
      'offline_access',
      'x',
      'meter.read',
    ])
      await refused(token, { scope }, 'invalid_scope')
    for (const other of ['https://meters.example', 'https://unknown.example']) {
      await refused(token, { resource: other }, 'invalid_target')
      await refused(token, { audience: other }, 'invalid_target')
    }
  })

  it('T2: gets only what the processor itself is registered for', async () => {
    const client = (await server.clientStore.find('processor', 'anew'))!
    await server.clientStore.save({ ...client, scopeValues: ['debt.summary'] })
    await server.clientStore.find('processor', 'anew')
    const token = await tokenOf()
    assert.equal((await exchange(server, token)).json.scope, 'debt.summary')
    await refused(token, { scope: 'debt.read' }, 'invalid_scope')
    await refused(await tokenOf({ scope: 'openid debt.read' }), {}, 'invalid_scope')
  })

  it('T3: is refused for whatever is no good access token under a consent, for an API of its own', async () => {
    const {
      access_token: token,
      refresh_token: refresh,
      id_token: login,
    } = await tokensOf({
      scope: 'openid offline_access debt.read',
      prompt: 'consent',
    })
    const form = { grant_type: 'client_credentials', scope: 'debt.read' }
    const machine = await post(server, '/token', { client: server.web, form })
    const ofLogin = await tokenOf({ scope: 'openid' })
    const bad = [refresh, login, machine.json.access_token, ofLogin, 'x', `${token.slice(0, -2)}AA`, 'a.b.c']
    for (const one of bad) await refused(String(one), {}, 'invalid_request')
    await refused('', {}, 'invalid_request')
    for (const wrong of ['refresh_token', 'id_token', 'jwt', 'saml2']) {
      const type = `urn:ietf:params:oauth:token-type:${wrong}`
      await refused(token, { subject_token_type: type }, 'invalid_request')
      await refused(token, { requested_token_type: type }, 'invalid_request')
    }
    await refused(token, { subject_token_type: undefined }, 'invalid_request')

    const client = (await server.clientStore.find('processor', 'anew'))!
    await server.clientStore.save({ ...client, audiences: ['https://meters.example'] })
    await server.clientStore.find('processor', 'anew')
    await refused(token, {}, 'invalid_request')
  })

  it('T3: is refused for a token that was revoked, has expired, or whose consent was withdrawn', async () => {
    const [revoked, withdrawn, expired] = [await tokenOf(), await tokenOf(), await tokenOf()]
    await post(server, '/revoke', { client: server.web, form: { token: revoked } })
    await refused(revoked, {}, 'invalid_request')
    const { grant_id: id } = await introspect(server, withdrawn)
    await server.core.revokeGrant({ id: id as GrantId, by: server.kari.id, reason: 'giver' })
    await refused(withdrawn, {}, 'invalid_request')
    server.clock.advance(601)
    await refused(expired, {}, 'invalid_request')
  })

  it('T4: is refused when it is not registered to act for the client of the token', async () => {
    const [ofWeb, ofOther] = [await tokenOf(), await tokenOf({}, server.other)]
    await refused(ofOther, {}, 'unauthorized_client')
    await refused(ofWeb, { client: server.subProcessor }, 'unauthorized_client')
    for (const client of [server.web, server.other, server.debtServer])
      await refused(ofWeb, { client }, 'unauthorized_client')
    const { status, json } = await exchange(server, ofWeb, { client: { id: 'processor', secret: 'wrong' } })
    assert.deepEqual([status, json.error], [401, 'invalid_client'])
  })

  it('T5: has it no longer than the token lives, and the consent', async () => {
    const token = await tokenOf()
    const { exp } = await introspect(server, token)
    server.clock.advance(400)
    const { json } = await exchange(server, token)
    assert.ok(Number(json.expires_in) <= 200, String(json.expires_in))
    const told = await introspect(server, String(json.access_token))
    assert.ok(Number(told.exp) <= Number(exp))
    server.clock.advance(Number(json.expires_in))
    assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
  })

  it('T5: has it no longer when the token alone is revoked, nor when one before that is', async () => {
    const token = await tokenOf()
    const first = String((await exchange(server, token)).json.access_token)
    const second = String((await exchange(server, first, { client: server.subProcessor })).json.access_token)
    assert.equal((await introspect(server, second)).active, true)
    await post(server, '/revoke', { client: server.web, form: { token } })
    for (const one of [first, second]) assert.deepEqual(await introspect(server, one), { active: false })
    await refused(first, { client: server.subProcessor }, 'invalid_request')
  })

  it('T6: has it no longer once the consent is withdrawn, or its registration is', async () => {
    const [token, jwt] = [await tokenOf(), await tokenOf(meters, server.both)]
    const own = String((await exchange(server, token)).json.access_token)
    const ownJwt = String((await exchange(server, jwt)).json.access_token)
    for (const [one, from] of [
      [own, server.debtServer],
      [ownJwt, server.meterServer],
    ] as const) {
      const { grant_id: id } = await introspect(server, one, from)
      await server.core.revokeGrant({ id: id as GrantId, by: server.kari.id, reason: 'giver' })
      assert.deepEqual(await introspect(server, one, from), { active: false })
    }

    const later = await tokenOf()
    const left = String((await exchange(server, later)).json.access_token)
    const client = (await server.clientStore.find('processor', 'anew'))!
    await server.clientStore.save({ ...client, mayActFor: ['both'] })
    await server.clientStore.find('processor', 'anew')
    assert.deepEqual(await introspect(server, left), { active: false })
    assert.equal((await introspect(server, later)).active, true)
  })

  it('T7: gets no refresh token and no ID token, whatever the other client had', async () => {
    const token = await tokenOf({ scope: 'openid offline_access debt.read', prompt: 'consent' })
    const { json } = await exchange(server, token)
    assert.deepEqual(Object.keys(json).sort(), [
      'access_token',
      'expires_in',
      'issued_token_type',
      'scope',
      'token_type',
    ])
    const userinfo = await fetch(`${server.publicUrl}/userinfo`, {
      headers: { authorization: `Bearer ${String(json.access_token)}` },
    })
    assert.ok([401, 403].includes(userinfo.status), String(userinfo.status))
  })

  it('T8: is seen each time to use it on behalf of the one who asked', async () => {
    const token = await tokenOf()
    const { grant_id: id } = await introspect(server, token)
    await exchange(server, token)
    await refused(token, { scope: 'x' }, 'invalid_scope')
    const own = String((await exchange(server, token)).json.access_token)
    const uses = await usesOf(id)
    const { grantedTo } = (await server.ports.consents.findGrant(id as GrantId))!
    const by = await server.ports.parties.findByIdentifier(server.processor.owner)
    assert.deepEqual(
      uses.map(({ clientId, codes, onBehalf, audience }) => [clientId, codes, onBehalf, audience]),
      Array(2).fill(['processor', ['passed-on'], { by: by?.id, of: grantedTo }, 'https://debts.example']),
    )
    const recorded = await fetch(`${server.publicUrl}/grants/${String(id)}/uses`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: basic(server.debtServer.id, server.debtServer.secret),
      },
      body: JSON.stringify({ what: 'Looked at your debts', token: own }),
    })
    assert.equal(recorded.status, 201)
    assert.deepEqual((await usesOf(id)).at(-1)?.onBehalf, { by: by?.id, of: grantedTo })
  })

  it('T9: exchanges an exchanged token again, and act holds both, the one who acts outermost', async () => {
    const token = await tokenOf()
    const { grant_id: id } = await introspect(server, token)
    const first = String((await exchange(server, token)).json.access_token)
    const { status, json } = await exchange(server, first, {
      client: server.subProcessor,
      scope: 'debt.read',
    })
    assert.equal(status, 200)
    const told = await introspect(server, String(json.access_token))
    assert.deepEqual(told.act, {
      sub: 'sub-processor',
      client_id: 'sub-processor',
      act: { sub: 'processor', client_id: 'processor' },
    })
    assert.deepEqual([told.client_id, told.scope], ['sub-processor', 'debt.read'])
    const parties = await Promise.all(
      [server.processor, server.subProcessor].map(({ owner }) =>
        server.ports.parties.findByIdentifier(owner),
      ),
    )
    assert.deepEqual((await usesOf(id)).at(-1)?.onBehalf, { by: parties[1]?.id, of: parties[0]?.id })
    await refused(String(json.access_token), {}, 'unauthorized_client')
    const narrower = await exchange(server, first, { scope: 'debt.summary' })
    const { grantedTo } = (await server.ports.consents.findGrant(id as GrantId))!
    assert.deepEqual((await usesOf(id)).at(-1)?.onBehalf, { by: parties[0]?.id, of: grantedTo })
    assert.deepEqual((await introspect(server, String(narrower.json.access_token))).act, {
      sub: 'processor',
      client_id: 'processor',
      act: { sub: 'processor', client_id: 'processor' },
    })
  })

  it('T8: is seen to use it itself when it is of the one who asked, and on behalf of nobody', async () => {
    const { owner, ownerName } = server.web
    const client = { ...server.processor, id: 'own-department', owner, ownerName }
    await server.clientStore.save(client)
    const token = await tokenOf()
    const { grant_id: id } = await introspect(server, token)
    assert.equal((await exchange(server, token, { client })).status, 200)
    const uses = await usesOf(id)
    assert.deepEqual(
      uses.map(({ clientId, onBehalf }) => [clientId, onBehalf]),
      [['own-department', undefined]],
    )
  })

  it('T9: is refused where the purpose of the consent lets tokens be exchanged once, or never', async () => {
    const loan = (await server.ports.registry.findPurpose('loan'))!
    await server.ports.registry.putPurpose({ ...loan, tokenExchange: 'once' })
    const token = await tokenOf()
    const first = String((await exchange(server, token)).json.access_token)
    await refused(first, { client: server.subProcessor }, 'invalid_request')
    await refused(first, { scope: 'debt.read' }, 'invalid_request')
    await server.ports.registry.putPurpose({ ...loan, tokenExchange: 'never' })
    await refused(token, {}, 'invalid_request')
    await server.ports.registry.putPurpose(loan)
  })

  it('T8: is handed a consent for a single use once, of ten that ask at once, and no token of before is good', async () => {
    const token = await tokenOf({ purpose: 'once' })
    const { grant_id: id } = await introspect(server, token)
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(server, token)))
    const given = answers.filter(({ status }) => status === 200)
    assert.equal(given.length, 1, JSON.stringify(answers.map(({ json }) => json)))
    for (const { status, json } of answers)
      if (status !== 200) assert.deepEqual([status, json.error], [400, 'invalid_request'])
    assert.deepEqual(await introspect(server, token), { active: false })
    const own = String(given[0]!.json.access_token)
    assert.equal((await introspect(server, own)).active, true)
    assert.equal((await usesOf(id)).length, 1)
  })
})
