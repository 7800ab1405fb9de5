import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import type { GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { openFapiClient } from '../../support/fapi-client.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import {
  answer,
  askByBackchannel,
  askByDevice,
  poll,
  pollError,
  typeCode,
  waitingFor,
} from '../../support/polling.ts'
import { openProver } from '../../support/proofs.ts'
import { pushed } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'
import { namedIn, readList, statusAt } from '../../support/status-list.ts'
import { until } from '../../support/until.ts'

const manage = 'grant_management_query grant_management_revoke'
const offline = { scope: `openid offline_access debt.read ${manage}`, prompt: 'consent' }

interface Managed {
  readonly access_token: string
  readonly refresh_token: string
  readonly grant_id: GrantId
  readonly scope: string
}

onEachDatabase('grant management', database => {
  const server = sharedOAuthServer(database)
  let web: openid.Configuration
  let both: openid.Configuration
  beforeEach(async () => {
    web = await discover(server, server.web)
    both = await discover(server, server.both)
  })

  const tokens = async (asked: Record<string, string> = {}, by = web, client = server.web) =>
    (await obtainTokens(by, client, { ...offline, ...asked })) as unknown as Managed
  const create = (asked: Record<string, string> = {}) =>
    tokens({ grant_management_action: 'create', ...asked })

  const call = async (method: string, id: string, token?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.publicUrl}/grants/${id}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    })
    const text = await response.text()
    const challenge = response.headers.get('www-authenticate') ?? ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      challenge,
      json: text ? JSON.parse(text) : undefined,
    }
  }
  const refused = (refreshToken: string, by = web) =>
    assert.rejects(openid.refreshTokenGrant(by, refreshToken), { error: 'invalid_grant' })
  const errorOf = async (asked: Record<string, string>, by = web, client = server.web) => {
    const { callback } = await authorize(by, client, { ...offline, ...asked })
    return callback.searchParams.get('error')
  }

  it('is told of in the metadata (X1)', async () => {
    const { publicUrl } = server
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const document = await (await fetch(`${publicUrl}/.well-known/${name}`)).json()
      assert.deepEqual(document.grant_management_actions_supported.toSorted(), [
        'create',
        'merge',
        'query',
        'replace',
        'revoke',
      ])
      assert.equal(document.grant_management_endpoint, `${publicUrl}/grants`)
      assert.equal(document.grant_management_action_required, false)
      assert.ok(document.scopes_supported.includes('grant_management_query'))
    }
  })

  it('G1: a client asks for a grant, reads it, gives it back, and finds it no more', async () => {
    const { access_token, refresh_token, grant_id, scope } = await create()
    assert.match(grant_id, /^[\w-]{20,}$/)
    assert.deepEqual(scope.split(' ').toSorted(), offline.scope.split(' ').toSorted())
    const queried = await call('GET', grant_id, access_token)
    assert.equal(queried.status, 200)
    assert.equal(queried.headers.get('content-type'), 'application/json')
    assert.equal(queried.headers.get('cache-control'), 'no-cache, no-store')
    const { created_at, expires_at, last_updated_at, ...more } = queried.json
    assert.deepEqual(more, {
      scopes: [
        { scope: 'debt.read', resource: ['https://debts.example'] },
        { scope: 'openid offline_access' },
      ],
    })
    for (const time of [created_at, expires_at, last_updated_at]) assert.ok(Number.isInteger(time))
    const revoked = await call('DELETE', grant_id, access_token)
    assert.deepEqual([revoked.status, revoked.text], [204, ''])
    assert.equal((await introspect(server, access_token)).active, false)
    await refused(refresh_token)
    for (const method of ['GET', 'DELETE']) {
      assert.equal((await call(method, grant_id, access_token)).status, 404)
    }
    const { state } = (await server.ports.consents.findGrant(grant_id))!
    assert.equal(state.name === 'revoked' && state.reason, 'asker')
  })

  it('tells no id of a grant that nobody asked to manage', async () => {
    assert.equal((await tokens()).grant_id, undefined)
  })

  it('tells the id again with the next token', async () => {
    const { refresh_token, grant_id } = await create()
    const { grant_id: again } = await openid.refreshTokenGrant(web, refresh_token)
    assert.equal(again, grant_id)
  })

  it('G2: a merge leaves the grant its id, and all that was given before it is dead', async () => {
    const before = await create()
    const after = await tokens({
      grant_management_action: 'merge',
      grant_id: before.grant_id,
      scope: `openid debt.summary ${manage}`,
    })
    assert.equal(after.grant_id, before.grant_id)
    const { json } = await call('GET', after.grant_id, after.access_token)
    assert.deepEqual(json.scopes, [
      { scope: 'debt.read debt.summary', resource: ['https://debts.example'] },
      { scope: 'openid offline_access' },
    ])
    assert.equal(json.updated_by, 'client')
    assert.ok(json.last_updated_at >= json.created_at)
    await refused(before.refresh_token)
    assert.equal((await introspect(server, before.access_token)).active, false)
    assert.equal((await call('GET', after.grant_id, before.access_token)).status, 401)
    const told = await introspect(server, after.access_token)
    assert.deepEqual([told.active, told.scope, told.grant_id], [true, 'debt.summary', before.grant_id])
  })

  it('G3: a replacement leaves the grant its id, and nothing of what was given before', async () => {
    const before = await create()
    const after = await tokens({
      grant_management_action: 'replace',
      grant_id: before.grant_id,
      scope: `openid debt.summary ${manage}`,
    })
    assert.equal(after.grant_id, before.grant_id)
    const { json } = await call('GET', after.grant_id, after.access_token)
    assert.deepEqual(json.scopes, [
      { scope: 'debt.summary', resource: ['https://debts.example'] },
      { scope: 'openid' },
    ])
    await refused(before.refresh_token)
    assert.equal((await introspect(server, before.access_token)).active, false)
  })

  it('G2: a code that was given before the change is dead, too', async () => {
    const { grant_id } = await create()
    const asked = { ...offline, grant_management_action: 'merge', grant_id }
    const { callback, verifier, state } = await authorize(web, server.web, asked)
    await tokens(asked)
    await assert.rejects(
      openid.authorizationCodeGrant(web, callback, { pkceCodeVerifier: verifier, expectedState: state }),
      { error: 'invalid_grant' },
    )
  })

  it('G4: a grant that is none of the client’s, or no more, is not let in', async () => {
    const { grant_id: dead, access_token } = await create()
    await call('DELETE', dead, access_token)
    const other = await discover(server, server.other)
    const { grant_id: foreign } = await tokens({ grant_management_action: 'create' }, other, server.other)
    for (const grant_id of [dead, foreign, '00000000-0000-7000-8000-00000000ffff', 'no-uuid']) {
      for (const grant_management_action of ['merge', 'replace']) {
        const wrong = { grant_management_action, grant_id }
        assert.equal(await errorOf(wrong), 'invalid_grant_id')
        const { status, json } = await pushed(server, server.web, wrong)
        assert.deepEqual([status, json.error], [400, 'invalid_grant_id'])
      }
    }
    assert.equal((await server.ports.consents.findGrant(foreign))?.epoch, 0)
  })

  it('G5: what does not fit together is not let in', async () => {
    const { grant_id } = await create()
    const wrongs: readonly Record<string, string>[] = [
      { grant_management_action: 'create', grant_id },
      { grant_id },
      { grant_management_action: 'update', grant_id },
      { grant_management_action: 'query' },
      { grant_management_action: 'merge' },
      { grant_management_action: 'replace' },
      { grant_management_action: 'merge', grant_id: 'x'.repeat(65) },
    ]
    for (const wrong of wrongs) {
      const { status, json } = await pushed(server, server.web, wrong)
      assert.deepEqual([status, json.error], [400, 'invalid_request'], JSON.stringify(wrong))
    }
    assert.equal(await errorOf({ grant_management_action: 'create', grant_id }), 'invalid_request')
    const twice = 'grant_management_action=create&grant_management_action=create'
    const { status } = await post(server, '/par', { client: server.web, form: twice })
    assert.equal(status, 400)
  })

  it('is for confidential clients alone', async () => {
    const { status, json } = await pushed(server, server.native, { grant_management_action: 'create' })
    assert.deepEqual([status, json.error], [400, 'unauthorized_client'])
  })

  it('G6: another client’s grant looks as one that never was, and stays as it is', async () => {
    const { grant_id } = await create()
    const other = await discover(server, server.other)
    const { access_token } = await tokens({}, other, server.other)
    for (const method of ['GET', 'DELETE']) {
      const { status, json } = await call(method, grant_id, access_token)
      assert.deepEqual([status, json.error], [404, 'not_found'])
    }
    assert.equal((await server.ports.consents.findGrant(grant_id))?.state.name, 'active')
  })

  it('G7: tells apart who is unknown, who may not, and what is not there', async () => {
    const { grant_id, access_token } = await create()
    const none = await call('GET', grant_id)
    assert.deepEqual(
      [none.status, none.json.error, none.challenge],
      [401, 'invalid_token', 'Bearer realm="samtykke"'],
    )
    const dead = await call('GET', grant_id, 'unknown')
    assert.deepEqual([dead.status, dead.json.error], [401, 'invalid_token'])
    assert.match(dead.challenge, /^Bearer .*error="invalid_token"/)
    const plain = await tokens({ scope: 'openid debt.read' })
    const without = await call('GET', grant_id, plain.access_token)
    assert.deepEqual([without.status, without.json.error], [403, 'insufficient_scope'])
    assert.match(without.challenge, /error="insufficient_scope"/)
    const reading = await tokens({ scope: 'openid debt.read grant_management_query' })
    assert.equal((await call('DELETE', grant_id, reading.access_token)).status, 403)
    for (const unknown of ['00000000-0000-7000-8000-00000000ffff', 'x', `${grant_id}x`]) {
      assert.equal((await call('GET', unknown, access_token)).status, 404)
    }
    assert.equal((await call('GET', grant_id, access_token)).status, 200)
  })

  it('G9: the scopes of grant management choose no API, and one token is good at the API, userinfo and here', async () => {
    const { access_token, grant_id } = await tokens(
      { grant_management_action: 'create', scope: `openid debt.read ${manage}` },
      both,
      server.both,
    )
    const told = await introspect(server, access_token)
    assert.deepEqual([told.active, told.scope, told.aud], [true, 'debt.read', 'https://debts.example'])
    const userinfo = await fetch(`${server.publicUrl}/userinfo`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    assert.equal(userinfo.status, 200)
    assert.equal((await call('GET', grant_id, access_token)).status, 200)
    const { scopes, annotations } = (await server.ports.consents.findGrant(grant_id))!
    assert.doesNotMatch(JSON.stringify({ scopes, annotations }), /grant_management/)
  })

  it('G9: a JWT is good here, too, and shows in its list when its grant is replaced (L8)', async () => {
    const asked = { scope: `openid meter.read ${manage}`, resource: 'https://meters.example' }
    const before = await tokens({ grant_management_action: 'create', ...asked }, both, server.both)
    assert.equal(decodeJwt(before.access_token).scope, 'meter.read')
    assert.equal((await call('GET', before.grant_id, before.access_token)).status, 200)
    const { grant_id } = before
    const after = await tokens({ grant_management_action: 'replace', grant_id, ...asked }, both, server.both)
    const statusOf = async (token: string) => {
      const named = namedIn(token)!
      return statusAt(await readList(server.publicUrl, named.uri, server.clock.now()), named)
    }
    await until(async () => (await statusOf(before.access_token)) === 1)
    assert.equal(await statusOf(after.access_token), 0)
    assert.equal((await call('DELETE', grant_id, after.access_token)).status, 204)
    assert.equal((await call('GET', grant_id, after.access_token)).status, 404)
  })

  it('takes a client’s own token, which is for no API', async () => {
    const { grant_id } = await create()
    const form = { grant_type: 'client_credentials', scope: manage }
    const { status, json } = await post(server, '/token', { client: server.web, form })
    assert.deepEqual([status, json.scope], [200, manage])
    const token = String(json.access_token)
    assert.equal((await call('GET', grant_id, token)).status, 200)
    assert.equal((await introspect(server, token)).active, false)
    const mixed = { grant_type: 'client_credentials', scope: `debt.read ${manage}` }
    assert.equal(
      (await post(server, '/token', { client: server.web, form: mixed })).json.error,
      'invalid_scope',
    )
    assert.equal((await call('DELETE', grant_id, token)).status, 204)
    assert.equal((await call('GET', grant_id, token)).status, 404)
  })

  it('G11: a token that is given back leaves the grant standing', async () => {
    const { grant_id, access_token, refresh_token } = await create()
    await openid.tokenRevocation(web, access_token)
    assert.equal((await call('GET', grant_id, access_token)).status, 401)
    await openid.tokenRevocation(web, refresh_token)
    const { access_token: own } = await openid.clientCredentialsGrant(web, { scope: manage })
    assert.equal((await call('GET', grant_id, own)).status, 200)
  })

  it('asks for a consent where one would have done silently', async () => {
    const { browser } = await authorize(web, server.web, offline)
    const silent = { ...offline, prompt: 'none', scope: 'openid debt.read' }
    const found = await authorize(web, server.web, {
      ...silent,
      scope: `openid debt.read ${manage}`,
      browser,
    })
    assert.ok(found.callback.searchParams.get('code'))
    const { callback } = await authorize(web, server.web, {
      ...silent,
      grant_management_action: 'create',
      browser,
    })
    assert.equal(callback.searchParams.get('error'), 'consent_required')
  })

  describe('of a client without a browser', () => {
    const answered = async (form: Record<string, string>) => {
      const asked = await askByBackchannel(server, form)
      const [request] = await waitingFor(server)
      await answer(server, request!.id)
      return { asked, id: request!.id }
    }
    const given = async (form: Record<string, string> = { grant_management_action: 'create' }) =>
      (await poll(server, (await answered(form)).asked)).json as unknown as Managed
    const change = (grant_id: GrantId, grant_management_action = 'merge') => ({
      scope: 'openid debt.summary',
      grant_management_action,
      grant_id,
    })

    it('G2: a grant is merged by the backchannel, when the person has answered elsewhere', async () => {
      const { grant_id, access_token } = await given()
      assert.equal((await given(change(grant_id))).grant_id, grant_id)
      const { scopes } = (await server.ports.consents.findGrant(grant_id))!
      const permissions = scopes.map(({ permission }) => permission)
      assert.deepEqual(permissions.toSorted(), ['debt.read', 'debt.summary', 'openid'])
      assert.equal((await introspect(server, access_token)).active, false)
    })

    it('G3: a grant is replaced by a device, when the person has answered elsewhere', async () => {
      const { grant_id, access_token } = await given()
      const asked = await askByDevice(server, change(grant_id, 'replace'))
      await answer(server, await typeCode(server, asked.answer.user_code))
      const { json } = await poll(server, asked)
      assert.deepEqual([json.grant_id, json.scope], [grant_id, 'openid debt.summary'])
      assert.equal((await introspect(server, access_token)).active, false)
    })

    it('G2: what was answered before the change is dead, too', async () => {
      const { asked, id } = await answered({ grant_management_action: 'create' })
      const { id: grant } = (await server.ports.consents.findGiven(id))!
      assert.equal((await given(change(grant))).grant_id, grant)
      assert.equal(await pollError(server, asked), 'invalid_grant')
    })

    it('G4: a grant of another client is not let in', async () => {
      const { grant_id } = await create()
      for (const path of ['/backchannel_authentication', '/device_authorization']) {
        const form = { ...change(grant_id), login_hint: '14842249091' }
        const { status, json } = await post(server, path, { client: server.device, form })
        assert.deepEqual([status, json.error], [400, 'invalid_grant_id'], path)
      }
    })
  })

  it('G1, D1: a client under FAPI manages its grants by tokens that are bound to its key', async () => {
    const client = await openFapiClient(server, server.fapi, server.privateKey)
    const issued = await client.tokens({
      grant_management_action: 'create',
      scope: `openid debt.read ${manage}`,
    })
    const { access_token: token = '', grant_id = '' } = issued
    const htu = `${server.publicUrl}/grants/${grant_id}`
    const shown = async (method: string, changes = {}, by = client.prover) =>
      call(method, grant_id, undefined, {
        authorization: `DPoP ${token}`,
        dpop: await by.prove({ htm: method, htu, token, ...changes }),
      })
    assert.equal((await shown('GET')).status, 200)
    const wrongs: readonly (readonly [object, string])[] = [
      [{ htu: `${server.publicUrl}/grants` }, 'invalid_dpop_proof'],
      [{ htm: 'DELETE' }, 'invalid_dpop_proof'],
      [{ token: 'another' }, 'invalid_dpop_proof'],
      [{ claims: { iat: Math.floor(Date.now() / 1000) + 120 } }, 'invalid_dpop_proof'],
      [{ nonce: 'made-up' }, 'use_dpop_nonce'],
    ]
    for (const [changes, error] of wrongs) {
      const { status, json, challenge, headers } = await shown('GET', changes)
      assert.deepEqual([status, json.error], [401, error], JSON.stringify(changes))
      assert.match(challenge, new RegExp(`^DPoP .*error="${error}".*algs="`))
      assert.ok(headers.get('dpop-nonce'))
    }
    const other = await openProver()
    await other.ready(server)
    assert.equal((await shown('GET', {}, other)).status, 401)
    assert.equal((await call('GET', grant_id, token)).status, 401)
    const dpop = await client.prover.prove({ htm: 'GET', htu, token })
    const same = await Promise.all(
      [1, 2, 3].map(() => call('GET', grant_id, undefined, { authorization: `DPoP ${token}`, dpop })),
    )
    assert.deepEqual(
      same.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 401, 401],
    )
    assert.equal((await shown('DELETE')).status, 204)
    assert.equal((await shown('GET')).status, 404)
  })
})

onEachDatabase('grant management that is demanded', database => {
  const server = sharedOAuthServer(database, { settings: { grantManagementRequired: 'true' } })

  it('G5: lets in no request of a client that authenticates without an action (X1)', async () => {
    const { grant_management_action_required: told } = await (
      await fetch(`${server.publicUrl}/.well-known/openid-configuration`)
    ).json()
    assert.equal(told, true)
    const { status, json } = await pushed(server, server.web)
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    assert.equal((await pushed(server, server.web, { grant_management_action: 'create' })).status, 201)
    assert.equal((await pushed(server, server.native)).status, 201)
  })
})
