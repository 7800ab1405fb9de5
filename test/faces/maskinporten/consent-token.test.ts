import assert from 'node:assert/strict'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { organization } from '../../../server/domain/party.ts'
import { expectTokenError } from '../../support/expect-token-error.ts'
import { onMaskinporten, p1Urn, read, withConsent, write } from '../../support/maskinporten-world.ts'
import { statuses } from '../../support/send.ts'
import { statementsOf } from '../../support/statement-counter.ts'

const O1 = { authority: 'iso6523-actorid-upis', ID: '0192:810419512' }

onMaskinporten('maskinporten: consent tokens', world => {
  const ask = (claims: Readonly<Record<string, unknown>>, client = world.clients.O1) =>
    world.ask(client, { claims })
  const refusals = async (id: string, client = world.clients.O1): Promise<string> => {
    const answer = await ask(withConsent(id), client)
    expectTokenError(answer, 'invalid_authorization_details', 'MP-303')
    return String(answer.json.error_description).replace(/^[^:]*: | \(.*$/g, '')
  }
  const usesOf = async (grantId: string) =>
    (await world.core.showGrant({ id: grantId as never, reader: world.giver.id })).uses

  it('A134 carries an accepted consent', async () => {
    const { id, grantId } = await world.give()
    const token = await world.tokenFor(world.clients.O1, read, withConsent(id))
    const { authorization_details: details, consumer } = decodeJwt(token)
    const [{ consented, validTo, ...detail }, ...more] = details as [Record<string, unknown>]
    assert.deepEqual(more, [])
    assert.deepEqual(detail, {
      type: 'urn:altinn:consent',
      id,
      from: p1Urn,
      to: O1,
      consentRights: [
        {
          action: ['consent'],
          resource: [{ type: 'urn:altinn:resource', value: 'ttd_inntektsopplysninger' }],
          metadata: { INNTEKTSAAR: '2025' },
        },
      ],
    })
    assert.match(String(validTo), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/)
    assert.match(String(consented), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00$/)
    assert.deepEqual(consumer, O1)
    const uses = await usesOf(grantId)
    assert.deepEqual(
      uses.map(({ clientId, what }) => ({ clientId, what })),
      [{ clientId: world.clients.O1.client_id, what: read }],
    )
  })

  it('A135 takes the scope for reading and the one for writing, each alone', async () => {
    const { id } = await world.give()
    for (const scope of [read, write]) assert.equal((await ask({ ...withConsent(id), scope })).status, 200)
  })

  it('A137 takes no consent without a scope', async () => {
    const { id } = await world.give()
    expectTokenError(await ask({ ...withConsent(id), scope: undefined }), 'invalid_scope', 'MP-200')
  })

  it('A138 refuses a consent that was never answered', async () => {
    assert.equal(await refusals(await world.put()), 'AM-00014 not answered')
  })

  it('A139 refuses what was rejected, revoked, and what has expired', async () => {
    const rejected = await world.put()
    await world.reject(rejected)
    assert.equal(await refusals(rejected), 'AM-00014 declined')

    const revoked = await world.give()
    await revoked.withdraw()
    assert.equal(await refusals(revoked.id), 'AM-00011 withdrawn')

    const [expired, unanswered] = [await world.give(), await world.put()]
    world.app.clock.move(25 * 3600_000)
    assert.equal(await refusals(expired.id), 'AM-00013 expired')
    assert.equal(await refusals(unanswered), 'AM-00013 expired, AM-00014 not answered')
  })

  it('A141 refuses an unknown consent', async () => {
    assert.equal(await refusals(world.app.stores.ids.uuid()), 'AM-00001 unknown here')
  })

  it('A143 tells a stranger nothing', async () => {
    const { id, withdraw } = await world.give()
    assert.equal(await refusals(id, world.clients.O3), 'AM-00001 unknown here')
    await withdraw()
    assert.equal(await refusals(id, world.clients.O3), 'AM-00001 unknown here')
  })

  it('S63 refuses a consent of another giver', async () => {
    const { id } = await world.give()
    const others = ['person:identifier-no:01825180059', 'organization:identifier-no:910493353']
    for (const other of others) {
      const answer = await ask(withConsent(id, { from: `urn:altinn:${other}` }))
      expectTokenError(answer, 'invalid_authorization_details', 'MP-303')
      assert.match(String(answer.json.error_description), /AM-00012 /)
    }
  })

  it('A144 refuses an unknown type', async () => {
    const { id } = await world.give()
    const answer = await ask(withConsent(id, { type: 'urn:altinn:unknown' }))
    expectTokenError(answer, 'invalid_authorization_details', 'MP-301')
  })

  it('A146 refuses details with bad values, several of them, none, and members that they do not have', async () => {
    const { id } = await world.give()
    const [good] = withConsent(id).authorization_details
    const bad = [
      [{ ...good, id: undefined }],
      [{ ...good, id: 'no uuid' }],
      [{ ...good, from: '01825160023' }],
      [{ ...good, from: 'urn:altinn:party:uuid:d5b861c8-8e3b-44cd-9952-5315e5990cf5' }],
      [good, good],
      [],
      good,
      'x',
      null,
      [{ type: 'urn:altinn:systemuser', systemuser_org: O1 }],
    ]
    for (const details of bad) {
      const answer = await ask({ scope: read, authorization_details: details })
      expectTokenError(answer, 'invalid_authorization_details', 'MP-303')
    }
    const stranger = await ask(withConsent(id, { to: O1 }))
    expectTokenError(stranger, 'invalid_authorization_details', 'MP-302')
  })

  it('A147 gives a supplier the consents of the one who delegated', async () => {
    const { id } = await world.give()
    const claims = { ...withConsent(id), consumer_org: '810419512' }
    const token = decodeJwt(await world.tokenFor(world.clients.O3, read, claims))
    const [{ to }] = token.authorization_details as [{ to: unknown }]
    assert.deepEqual(to, O1)
    assert.deepEqual(token.supplier, { ...O1, ID: '0192:810418192' })
  })

  it('gives the one who handles it tokens in its own name', async () => {
    const handledBy = { identifier: organization('810418192'), name: 'Kolsaas og Flaam' }
    const { id } = await world.give({ handledBy })
    const token = decodeJwt(await world.tokenFor(world.clients.O3, read, withConsent(id)))
    const [{ to }] = token.authorization_details as [{ to: unknown }]
    assert.deepEqual([to, token.consumer], [O1, { ...O1, ID: '0192:810418192' }])
  })

  it('A149 gives no token after withdrawal, and leaves the older one as it is', async () => {
    const { id, withdraw } = await world.give()
    const older = await world.tokenFor(world.clients.O1, read, withConsent(id))
    await withdraw()
    assert.equal(await refusals(id), 'AM-00011 withdrawn')
    const keys = createRemoteJWKSet(new URL(`${world.issuer}jwk`))
    await jwtVerify(older, keys, { currentDate: world.app.clock.now() })
    world.app.clock.move(130_000)
    await assert.rejects(jwtVerify(older, keys, { currentDate: world.app.clock.now() }))
  })

  it('makes no token that outlives its consent', async () => {
    const until = new Date(world.app.clock.now().getTime() + 30_000)
    const { id } = await world.give({ lasts: { until } })
    const { json } = await ask(withConsent(id))
    assert.ok(Number(json.expires_in) <= 30 && Number(json.expires_in) > 20)
    assert.equal(decodeJwt(String(json.access_token)).exp, Math.floor(until.getTime() / 1000))
  })

  it('carries consents of other faces, with rights made from their scopes', async () => {
    const scopes = ['debt.read', 'debt.list'].map(permission => ({
      permission,
      resourceType: 'api',
      resourceId: 'https://debt.example',
    }))
    const { id } = await world.give({ face: 'oauth', clientId: 'demo-web', scopes, rights: undefined })
    const token = decodeJwt(await world.tokenFor(world.clients.O1, read, withConsent(id)))
    const [{ consentRights }] = token.authorization_details as [{ consentRights: unknown }]
    const resource = [{ type: 'api', value: 'https://debt.example' }]
    assert.deepEqual(consentRights, [{ action: ['debt.read', 'debt.list'], resource }])
  })

  it('records every use when many come at once', async () => {
    const { id, grantId } = await world.give()
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask(withConsent(id))))
    assert.deepEqual(statuses(answers), { 200: 25 })
    assert.equal((await usesOf(grantId)).length, 25)
  })

  it('uses a one-time consent as often as others, as long as nobody says otherwise', async () => {
    const { id } = await world.give({ rights: oneTime })
    for (let time = 0; time < 2; time++) assert.equal((await ask(withConsent(id))).status, 200)
  })

  const followScope = 'samtykke:consents.follow'
  const introspect = async (token: string, client = world.clients.dataSource) => {
    const bearer = await world.tokenFor(client, followScope)
    const response = await fetch(`${world.issuer}introspect`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: new URLSearchParams({ token }),
    })
    assert.equal(response.status, 200)
    return (await response.json()) as Record<string, unknown>
  }

  it('tells the owner of the resource whether the consent in a token still stands', async () => {
    const { id, withdraw } = await world.give()
    const token = await world.tokenFor(world.clients.O1, read, withConsent(id))
    assert.deepEqual(await introspect(token), { active: true, ...decodeJwt(token) })
    await withdraw()
    assert.deepEqual(await introspect(token), { active: false })
  })

  it('tells that a token is good for nothing once its client was removed, and no API takes it', async () => {
    const { clients } = world.app.stores
    const like = (await clients.find(world.clients.O1.client_id))!
    const jwk = world.clients.O1.jwk
    await clients.save({ ...like, id: 'soon-gone', version: 0 })
    const gone = { client_id: 'soon-gone', jwk }
    const { id } = await world.give()
    const token = await world.tokenFor(gone, read, withConsent(id))
    const feed = () =>
      fetch(`${world.app.publicUrl}/accessmanagement/api/v1/enterprise/consentrequests/events`, {
        headers: { authorization: `Bearer ${token}` },
      })
    assert.equal((await introspect(token)).active, true)
    assert.equal((await feed()).status, 200)
    await clients.remove('soon-gone')
    assert.deepEqual(await introspect(token), { active: false })
    assert.equal((await feed()).status, 401)
    const standing = await world.tokenFor(world.clients.O1, read, withConsent(id))
    assert.equal((await introspect(standing)).active, true)
  })

  it('tells nobody else, and nothing of tokens that are not good', async () => {
    const foreign = [{ permission: 'read', resourceType: 'altinn-resource', resourceId: 'elsewhere' }]
    const { id } = await world.give({ scopes: foreign, rights: undefined })
    const token = await world.tokenFor(world.clients.O1, read, withConsent(id))
    for (const one of [token, `${token}x`, 'nonsense', '']) {
      assert.deepEqual(await introspect(one), { active: false })
    }
    const url = `${world.issuer}introspect`
    const body = new URLSearchParams({ token })
    assert.equal((await fetch(url, { method: 'POST', body })).status, 401)
    const authorization = `Bearer ${await world.tokenFor(world.clients.O1, read)}`
    assert.equal((await fetch(url, { method: 'POST', body, headers: { authorization } })).status, 403)
  })

  it('asks the database about no token that is not signed by us', async () => {
    const bearer = await world.tokenFor(world.clients.dataSource, followScope)
    const token = await world.tokenFor(world.clients.O1, read)
    const ask = (one: string) =>
      fetch(`${world.issuer}introspect`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: new URLSearchParams({ token: one }),
      })
    const asked = await statementsOf(world.database, async () => {
      for (let turn = 0; turn < 20; turn++) {
        const answer = await ask(`${token.slice(0, -8)}${String(turn).padStart(8, '0')}`)
        assert.deepEqual(await answer.json(), { active: false })
      }
    })
    assert.deepEqual(asked, [])
  })

  it('is asked about one token of a sensible length', async () => {
    const authorization = `Bearer ${await world.tokenFor(world.clients.dataSource, followScope)}`
    const ask = (form: Readonly<Record<string, string>>) =>
      fetch(`${world.issuer}introspect`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams(form),
      })
    assert.equal((await ask({})).status, 400)
    assert.equal((await ask({ token: 'x'.repeat(64 * 1024) })).status, 413)
  })

  it('lets the owner follow what has ended, once each and in order', async () => {
    const follow = async (query: string) => {
      const bearer = await world.tokenFor(world.clients.dataSource, followScope)
      const headers = { authorization: `Bearer ${bearer}` }
      const response = await fetch(`${world.issuer}ended-consents?${query}`, { headers })
      return { status: response.status, body: (await response.json()) as Ended }
    }
    interface Ended {
      readonly consents: readonly { readonly id: string; readonly how: string }[]
      readonly after: string | null
    }
    world.app.clock.move(120_000)
    const before = (await follow('limit=1000')).body
    assert.ok(before.after)
    const [first, second, standing] = [await world.give(), await world.give(), await world.give()]
    await first.withdraw()
    await second.withdraw()
    assert.deepEqual((await follow(`after=${before.after}`)).body, { consents: [], after: before.after })
    world.app.clock.move(61_000)
    const one = (await follow(`after=${before.after}&limit=1`)).body
    assert.deepEqual(
      one.consents.map(({ id, how }) => [id, how]),
      [[first.id, 'revoked']],
    )
    const two = (await follow(`after=${one.after}`)).body
    assert.deepEqual(
      two.consents.map(({ id }) => id),
      [second.id],
    )
    assert.ok(standing.id)
    for (const bad of ['after=x', 'limit=0', 'limit=1e9']) assert.equal((await follow(bad)).status, 400)
  })
})

const oneTime = [
  { actions: ['consent'], resource: { type: 'urn:altinn:resource', value: 'samtykke-laanesoeknad' } },
]

onMaskinporten(
  'maskinporten: one-time consents that are enforced',
  world => {
    const askAll = (id: string, times: number) =>
      Promise.all(
        Array.from({ length: times }, () => world.ask(world.clients.O1, { claims: withConsent(id) })),
      )

    it('gives exactly one token for a one-time consent', async () => {
      const { id } = await world.give({ rights: oneTime })
      assert.deepEqual(statuses(await askAll(id, 20)), { 200: 1, 400: 19 })
    })

    it('gives any number for others', async () => {
      const { id } = await world.give()
      assert.deepEqual(statuses(await askAll(id, 3)), { 200: 3 })
    })
  },
  { SAMTYKKE_MASKINPORTEN_ENFORCE_ONE_TIME: 'true' },
)
