import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import type { GrantId } from '../../../server/domain/ids.ts'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { account, askedTypes, detailTypes, payment } from '../../support/detail-types.ts'
import { dumpOf, linesWith } from '../../support/dump.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { openFapiClient } from '../../support/fapi-client.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { answer, askByBackchannel, askByDevice, poll, typeCode, waitingFor } from '../../support/polling.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'
import { pushed, requestOf, verifier } from '../../support/pushed.ts'
import { askFor, decided } from '../../support/test-core.ts'
import type { TestClient } from '../../support/oauth-world.ts'

const [debts, meters] = ['https://debts.example', 'https://meters.example']

const report = (...locations: string[]) => ({
  type: 'urn:example:report',
  year: 2025,
  ...(locations.length > 0 && { locations }),
})

onEachDatabase('rich authorization requests', database => {
  const server = sharedOAuthServer(database, { details: true })

  const asking = (details: unknown, more: Record<string, unknown> = {}) => ({
    authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
    ...more,
  })

  const codeFor = async (
    details: unknown,
    more: Record<string, unknown> = {},
    client: TestClient = server.web,
  ) => {
    const { callback, verifier: secret } = await authorize(
      await discover(server, client),
      client,
      asking(details, more),
    )
    return { answer: callback.searchParams, secret, code: callback.searchParams.get('code') ?? '' }
  }

  const exchange = async (
    { code, secret }: { code: string; secret: string },
    more: Record<string, string> = {},
    client: TestClient = server.web,
  ) =>
    post(server, '/token', {
      client,
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: client.redirectUris[0]!,
        code_verifier: secret,
        ...more,
      },
    })

  const tokensFor = async (details: unknown, more: Record<string, unknown> = {}, client = server.web) =>
    exchange(await codeFor(details, more, client), {}, client)

  const grantOf = async (token: unknown) => {
    const { grant_id: id } = await introspect(server, String(token))
    return (await server.ports.consents.findGrant(String(id) as GrantId))!
  }

  it('R1: give what was asked, at the token endpoint, at introspection and of the grant', async () => {
    const asked = [payment, account()]
    const { status, json } = await tokensFor(asked)
    assert.equal(status, 200, JSON.stringify(json))
    assert.deepEqual(json.authorization_details, asked)
    const seen = await introspect(server, String(json.access_token))
    assert.deepEqual([seen.active, seen.authorization_details], [true, asked])
    assert.deepEqual((await grantOf(json.access_token)).details, asked)
  })

  it('R1: are known by the metadata of the issuer, which names every type', async () => {
    for (const path of ['openid-configuration', 'oauth-authorization-server']) {
      const metadata = await (await fetch(`${server.publicUrl}/.well-known/${path}`)).json()
      const { authorization_details_types_supported: types } = metadata as Record<string, unknown>
      assert.deepEqual(types, detailTypes.map(({ id }) => id).toSorted())
    }
  })

  it('R1: need no scope, and no resource where the type says which API it is', async () => {
    const { json } = await tokensFor([payment], { scope: '' })
    assert.deepEqual([json.authorization_details, json.scope], [[payment], undefined])
    const seen = await introspect(server, String(json.access_token))
    assert.deepEqual([seen.aud, seen.authorization_details], [debts, [payment]])
  })

  it('R1: come by a pushed request and by a signed one', async () => {
    const { link } = await pushed(server, server.web, asking([payment]) as never)
    const browser = await openBrowser().visit(link!)
    const code = new URL(browser.location ?? '').searchParams.get('code') ?? ''
    assert.deepEqual((await exchange({ code, secret: verifier })).json.authorization_details, [payment])

    const client = await openFapiClient(server, server.fapiSigned, server.privateKey)
    const now = Math.floor(Date.now() / 1000)
    const request = await client.sign({
      iss: 'fapi-signed',
      aud: server.publicUrl,
      nbf: now,
      exp: now + 300,
      ...requestOf(server.fapiSigned as never, { response_mode: 'jwt' }),
      authorization_details: [payment],
    })
    const pushedOne = await post(server, '/par', { form: await client.authenticated({ request }) })
    assert.equal(pushedOne.status, 201, pushedOne.text)
    const query = new URLSearchParams({
      client_id: 'fapi-signed',
      request_uri: String(pushedOne.json.request_uri),
    })
    const { answer } = await client.open(`${server.publicUrl}/authorize?${query}`)
    const { code: signedCode } = decodeJwt<{ code: string }>(answer.get('response') ?? '')
    const { json } = await client.exchange(signedCode)
    assert.deepEqual(json.authorization_details, [payment])
  })

  it('R1: are within a client under FAPI 2.0 as within any other', async () => {
    const client = await openFapiClient(server, server.fapi, server.privateKey)
    const { link } = await client.push(asking([payment, account()]))
    const { code } = await client.open(link!)
    const { json } = await client.exchange(code)
    assert.deepEqual([json.authorization_details, json.token_type], [[payment, account()], 'DPoP'])
  })

  it('R2: give the part that the person took, in tokens and in the grant', async () => {
    server.decider.takes = detail => detail.account !== '98765432106'
    const { json } = await tokensFor([account(), account('98765432106')], {
      scope: 'debt.read offline_access',
    })
    assert.deepEqual(json.authorization_details, [account()])
    assert.deepEqual((await grantOf(json.access_token)).details, [account()])
    const refreshed = await post(server, '/token', {
      client: server.web,
      form: { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) },
    })
    assert.deepEqual(refreshed.json.authorization_details, [account()])
  })

  it('R2: give one of two that are alike when the person leaves the other out', async () => {
    let seen = 0
    server.decider.takes = () => seen++ > 0
    const { status, json } = await tokensFor([account(), account()], { scope: 'debt.read' })
    assert.deepEqual([status, json.authorization_details], [200, [account()]], JSON.stringify(json))
  })

  it('R2: give no part where the type does not allow it, and nothing at all of nothing', async () => {
    const { core, kari, clock } = server
    const take = async (asked: object[], taken: object[], scopes?: []) => {
      const { request } = await core.requestConsent(
        askFor(kari, clock.now(), { details: asked as never, ...(scopes && { scopes }) }),
      )
      return core.acceptConsentRequest({ id: request.id, decision: decided(kari), details: taken as never })
    }
    await expectRejected('authorization-details.invalid', () => take([payment, account()], [account()]))
    await expectRejected('authorization-details.invalid', () => take([account()], [payment]))
    await expectRejected('authorization-details.invalid', () => take([payment, payment], [payment]))
    await expectRejected('authorization-details.invalid', () => take([account()], [], []))
    assert.deepEqual((await take([payment, account()], [payment])).grant.details, [payment])
  })

  const wrong: Readonly<Record<string, unknown>> = {
    'an unknown type': [{ type: 'urn:example:nothing' }],
    'a type that is not for the client': [{ type: 'urn:example:secret', year: 2025 }],
    'an unknown member': [{ ...payment, hidden: true }],
    'a missing member': [{ type: payment.type, payee: 'x' }],
    'a wrong value': [{ ...payment, amount: { value: '1', currency: 'NOK' } }],
    'an object in place of an array': payment,
    'a text': ['payment'],
    'no JSON': '[{"type":',
    'no type': [{ payee: 'x' }],
    'an API that the type is not for': [{ ...payment, locations: [meters] }],
    'a member that is there twice': JSON.stringify([payment]).replace('{', '{"payee":"Andre",'),
    'a prototype': '[{"type":"urn:example:report","year":2025,"__proto__":{"year":1}}]',
    'a number that is none': '[{"type":"urn:example:report","year":1e400}]',
    'more than anybody reads': Array.from({ length: 21 }, () => account()),
  }

  for (const [what, details] of Object.entries(wrong)) {
    it(`R3, S41: are invalid_authorization_details with ${what}, at every door`, async () => {
      const { answer } = await codeFor(details)
      assert.deepEqual([answer.get('error'), answer.get('code')], ['invalid_authorization_details', null])
      assert.match(answer.get('error_description') ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
      const { status, json } = await pushed(server, server.web, asking(details) as never)
      assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'])
      const good = await codeFor([payment])
      const token = await exchange(good, asking(details) as never)
      assert.deepEqual([token.status, token.json.error], [400, 'invalid_authorization_details'])
    })
  }

  it('R3: are invalid_authorization_details under a purpose that they are not for', async () => {
    const { registry, clock } = server.ports
    const purpose = (await registry.findPurpose('once'))!
    await registry.putPurpose({ ...purpose, detailTypes: askedTypes.slice(1) })
    const command = askFor(server.kari, clock.now(), { purposeId: 'once', details: [payment] })
    await expectRejected('authorization-details.invalid', () => server.core.requestConsent(command))
  })

  it('R3: are refused to a machine, whoever answers it', async () => {
    const form = { grant_type: 'client_credentials', scope: 'debt.read', ...asking([payment]) } as never
    const direct = await post(server, '/token', { client: server.web, form })
    assert.deepEqual([direct.status, direct.json.error], [400, 'invalid_authorization_details'])
    const key = await openFapiClient(server, server.key, server.privateKey)
    const engine = await key.token(form)
    assert.deepEqual([engine.status, engine.json.error], [400, 'invalid_authorization_details'])
  })

  it('R4: are narrowed by a token request, which leaves the grant as it is', async () => {
    const code = await codeFor([payment, account()], { scope: 'debt.read offline_access' })
    const { json } = await exchange(code, asking([account()]) as never)
    assert.deepEqual(json.authorization_details, [account()])
    const seen = await introspect(server, String(json.access_token))
    assert.deepEqual(seen.authorization_details, [account()])
    assert.deepEqual((await grantOf(json.access_token)).details, [payment, account()])

    const refresh = async (more: object = {}) =>
      post(server, '/token', {
        client: server.web,
        form: { grant_type: 'refresh_token', refresh_token: String(json.refresh_token), ...more },
      })
    assert.deepEqual((await refresh()).json.authorization_details, [payment, account()])
    assert.deepEqual((await refresh(asking([payment]))).json.authorization_details, [payment])
  })

  it('R4: are not widened by a token request or a refresh', async () => {
    const more = [account(), account('98765432106')]
    const first = await exchange(await codeFor([account()]), asking(more) as never)
    assert.deepEqual([first.status, first.json.error], [400, 'invalid_authorization_details'])
    const { json } = await tokensFor([account()], { scope: 'debt.read offline_access' })
    const form = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
    const wider = await post(server, '/token', {
      client: server.web,
      form: { ...form, ...asking(more) } as never,
    })
    assert.deepEqual([wider.status, wider.json.error], [400, 'invalid_authorization_details'])
    const same = await post(server, '/token', { client: server.web, form })
    assert.deepEqual(same.json.authorization_details, [account()])
  })

  it('R4: cost a public client no refresh token when it asks for too much', async () => {
    const native = { ...server.native, redirectUris: ['http://127.0.0.1:4711/cb'] }
    const tokens = await obtainTokens(await discover(server, native), native, {
      scope: 'debt.read offline_access',
      ...asking([account()]),
    })
    const form = {
      grant_type: 'refresh_token',
      client_id: 'native',
      refresh_token: String(tokens.refresh_token),
    }
    const wider = await post(server, '/token', { form: { ...form, ...(asking([payment]) as object) } })
    assert.deepEqual([wider.status, wider.json.error], [400, 'invalid_authorization_details'])
    const { status, json } = await post(server, '/token', { form })
    assert.deepEqual([status, json.authorization_details], [200, [account()]])
  })

  it('R5: stand beside scopes, and both are given', async () => {
    const { json } = await tokensFor([payment], { scope: 'openid debt.read debt.summary' })
    assert.equal(json.scope, 'openid debt.read debt.summary')
    const grant = await grantOf(json.access_token)
    assert.deepEqual(grant.details, [payment])
    assert.deepEqual(
      grant.scopes.filter(({ resourceType }) => resourceType === 'api').map(({ permission }) => permission),
      ['debt.read', 'debt.summary'],
    )
  })

  it('R6: are for the APIs that they name, and a token has those of its own API', async () => {
    const code = await codeFor([report(debts), report(meters)], { scope: 'offline_access' }, server.both)
    const none = await exchange(code, {}, server.both)
    assert.deepEqual([none.status, none.json.error], [400, 'invalid_target'])
    const again = await codeFor([report(debts), report(meters)], { scope: 'offline_access' }, server.both)
    const opaque = await exchange(again, { resource: debts }, server.both)
    assert.deepEqual(opaque.json.authorization_details, [report(debts)])
    const { json } = await post(server, '/token', {
      client: server.both,
      form: {
        grant_type: 'refresh_token',
        refresh_token: String(opaque.json.refresh_token),
        resource: meters,
      },
    })
    const claims = decodeJwt(String(json.access_token))
    assert.deepEqual([claims.aud, claims.authorization_details], [meters, [report(meters)]])
    const seen = await introspect(server, String(json.access_token), server.meterServer)
    assert.deepEqual([seen.active, seen.authorization_details], [true, [report(meters)]])
  })

  it('R6: are refused where they are for none of the APIs that are named', async () => {
    const { answer } = await codeFor([report(meters)], { resource: debts, scope: '' }, server.both)
    assert.equal(answer.get('error'), 'invalid_authorization_details')
    const good = await codeFor([report()], { resource: meters, scope: '' }, server.both)
    const { json } = await exchange(good, {}, server.both)
    assert.deepEqual(decodeJwt(String(json.access_token)).authorization_details, [report()])
  })

  it('R8: come back with the values that they were given with, whatever these are', async () => {
    const odd = { ...payment, payee: '<b>"Øst"</b> \\ \u202Esnu\n - [x] Alt' }
    const { json } = await tokensFor([odd])
    assert.deepEqual(json.authorization_details, [odd])
    const seen = await introspect(server, String(json.access_token))
    assert.deepEqual(seen.authorization_details, [odd])
  })

  it('are answered for without a question when all of them were given before', async () => {
    const { browser, callback } = await authorize(await discover(server, server.web), server.web, {
      scope: 'openid debt.read',
      ...asking([payment, account()]),
    })
    assert.ok(callback.searchParams.get('code'))
    const silently = async (details: unknown) => {
      const { callback: back, verifier: secret } = await authorize(
        await discover(server, server.web),
        server.web,
        { scope: 'openid debt.read', prompt: 'none', browser, ...asking(details) },
      )
      return { answer: back.searchParams, secret, code: back.searchParams.get('code') ?? '' }
    }
    const covered = await silently([account()])
    assert.deepEqual((await exchange(covered)).json.authorization_details, [account()])
    const uncovered = await silently([account('98765432106')])
    assert.equal(uncovered.answer.get('error'), 'consent_required')
  })

  it('end with the consent: no token of them is good any more', async () => {
    const { json } = await tokensFor([payment])
    const grant = await grantOf(json.access_token)
    await server.core.revokeGrant({ id: grant.id, by: server.kari.id, reason: 'giver' })
    assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
  })

  it('are given no more once the client may not ask for the type', async () => {
    const { json } = await tokensFor(
      [payment, account()],
      { scope: 'debt.read offline_access' },
      server.other,
    )
    const other = (await server.clientStore.find('other'))!
    await server.clientStore.save({ ...other, detailTypes: ['urn:example:account'] })
    const { json: next } = await post(server, '/token', {
      client: server.other,
      form: { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) },
    })
    assert.deepEqual(next.authorization_details, [account()])
  })

  it('are kept with no token, and of the grant only her key opens them', async () => {
    const secret = { ...payment, payee: 'Hemmelig mottaker' }
    const { json } = await tokensFor([secret], { scope: 'debt.read offline_access' })
    assert.deepEqual(json.authorization_details, [secret])
    assert.deepEqual(linesWith(await dumpOf(database), 'Hemmelig mottaker'), [])
  })

  it('openid-client asks and is answered', async () => {
    const web = await discover(server, server.web)
    const { authorization_details: details } = await obtainTokens(web, server.web, asking([payment]))
    assert.deepEqual(details, [payment])
  })
})

onEachDatabase('an issuer without types of authorization details', database => {
  const server = sharedOAuthServer(database)

  it('R3: names none, and refuses all', async () => {
    const metadata = await (await fetch(`${server.publicUrl}/.well-known/openid-configuration`)).json()
    assert.equal('authorization_details_types_supported' in (metadata as object), false)
    const { callback } = await authorize(await discover(server, server.web), server.web, {
      authorization_details: JSON.stringify([payment]),
    })
    assert.equal(callback.searchParams.get('error'), 'invalid_authorization_details')
  })
})

onEachDatabase('rich authorization requests without a browser', database => {
  const server = sharedOAuthServer(database, { details: true })
  const asked = { authorization_details: JSON.stringify([payment, account()]) }

  it('R1, V5: are asked by a device, answered in part and told with its tokens', async () => {
    const polled = await askByDevice(server, { ...asked, scope: 'openid' })
    const id = await typeCode(server, polled.answer.user_code)
    const decision = { by: server.kari.id, level: 'high', language: 'nb', shown: noText } as const
    await server.polled.noteLogin(id, server.clock.now())
    await server.core.acceptConsentRequest({ id, decision, details: [payment] })
    const { status, json } = await poll(server, polled)
    assert.deepEqual([status, json.authorization_details], [200, [payment]], JSON.stringify(json))
    const seen = await introspect(server, String(json.access_token))
    assert.deepEqual(seen.authorization_details, [payment])
  })

  it('R1: are asked by the backchannel, and told with its tokens', async () => {
    const polled = await askByBackchannel(server, asked)
    const [request] = await waitingFor(server)
    await answer(server, request!.id)
    const narrowed = { form: { ...polled.form, authorization_details: JSON.stringify([account()]) } }
    const { json } = await poll(server, narrowed)
    assert.deepEqual(json.authorization_details, [account()])
  })

  it('R1, G2: told are those that were asked for now, and not what was given before them', async () => {
    const asking = async (grant_management_action: string, details: object[], more = {}) => {
      const authorization_details = JSON.stringify(details)
      const polled = await askByBackchannel(server, {
        grant_management_action,
        authorization_details,
        ...more,
      })
      const [request] = await waitingFor(server)
      await answer(server, request!.id)
      return (await poll(server, polled)).json
    }
    const { grant_id } = await asking('create', [payment])
    const merged = await asking('merge', [account()], { grant_id: String(grant_id) })
    assert.deepEqual(merged.authorization_details, [account()])
    const grant = await server.ports.consents.findGrant(grant_id as GrantId)
    assert.deepEqual(grant?.details, [payment, account()])
  })

  it('R3: are invalid_authorization_details at both doors, at once', async () => {
    const wrong = { authorization_details: '[{"type":"urn:example:nothing"}]', scope: 'openid debt.read' }
    const asking = { ...wrong, login_hint: '14842249091' }
    for (const [path, form] of [
      ['/device_authorization', wrong],
      ['/backchannel_authentication', asking],
    ] as const) {
      const { status, json } = await post(server, path, { client: server.device, form })
      assert.deepEqual([status, json.error], [400, 'invalid_authorization_details'], path)
    }
  })
})

const noText = { text: 'x', hash: 'x', templateVersion: 'x' }
