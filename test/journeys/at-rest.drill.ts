import assert from 'node:assert/strict'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import type { GrantId } from '../../server/domain/ids.ts'
import { persons } from '../../server/demo/world/persons.ts'
import { altinnWorld, right, urnOf } from '../support/altinn-world.ts'
import { onEachDatabase, type TestDatabase } from '../support/database.ts'
import { customer, dialectNames, dialects, elhubCall } from '../support/dialects.ts'
import { dumpOf, linesWith } from '../support/dump.ts'
import { signed, startDocumentWorld } from '../support/elhub-documents.ts'
import { goodRequest, nin, requests } from '../support/elhub-world.ts'
import { gjeldWorld } from '../support/gjeld-world.ts'
import { startMailServer } from '../support/mail-server.ts'
import { maskinportenOf } from '../support/maskinporten.ts'
import { onePerson } from '../support/one-person.ts'
import { callback } from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

/** What was said about people in the journeys, each recognized wherever it stands. */
const secrets = [
  ...persons.flatMap(({ nin: number, name }) => [
    number,
    name,
    ...name.split(' ').filter(part => part.length > 5),
  ]),
  'Sigurd Synteseson',
  'Kari Eksempel',
  'Prøveveien 7',
  'fordi du har sagt opp jobben',
  'Hyblen i kjelleren',
  'lønn i syntesemåneden',
  'sigurd@synteseson.example',
  'gate-i-tilstanden',
]

/** Consents at every face, with all that can be said in words; gives the newest that she has. */
async function journeys(app: WholeApp): Promise<GrantId> {
  const { clients, issuers } = await app.demoJson()
  const person = onePerson(app.publicUrl, customer)
  const maskinporten = await maskinportenOf(app)
  const altinn = await altinnWorld(app)
  const give = await dialects({ app, person, pid: customer, maskinporten })
  for (const name of dialectNames) {
    const { grantId } = await give[name]()
    await app.stores.query.history(grantId as GrantId)
  }
  const [used = ''] = await person.listed('active')
  await person.withdraw(used)

  const from = urnOf({ nin: customer })
  const asked = await altinn.asked({
    from,
    requestMessage: { nb: 'Vi spør fordi du har sagt opp jobben' },
    consentRights: [right('ttd_inntektsopplysninger', { INNTEKTSAAR: 'Hyblen i kjelleren' })],
    redirectUrl: 'https://www.dnb.no/?kunde=Sigurd%20Synteseson',
  })
  await person.open(`/requests/${asked}`)

  const json = goodRequest({
    requestedFrom: nin(customer),
    requestedTo: nin(customer),
    requestedFromName: 'Sigurd Synteseson',
  })
  const put = await elhubCall(app, maskinporten, {
    path: requests,
    json,
    headers: { 'idempotency-key': 'once' },
  })
  assert.equal(put.status, 201, put.text)
  await person.sayYes(`/authorization-requests/${put.json.data.id}`)

  const verifier = randomPKCECodeVerifier()
  const query = new URLSearchParams({
    client_id: clients.oauth!.web!.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile income.read',
    login_hint: customer,
    state: 'gate-i-tilstanden',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const back = await person.sayYes(`/authorize?${query}`, callback)
  const form = {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: callback,
    code_verifier: verifier,
  }
  const { json: tokens } = await send(`${app.publicUrl}/token`, { form, as: clients.oauth!.web! })
  assert.ok(tokens.access_token)
  const [newest = ''] = await person.listed('active')
  const use = { what: 'Leste lønn i syntesemåneden', token: tokens.access_token }
  const as = clients.oauth!.resourceServer!
  const noted = await send(`${app.publicUrl}/grants/${newest}/uses`, { json: use, as })
  assert.equal(noted.status, 201, noted.text)
  assert.match(await person.reads(newest), /syntesemåneden/)
  await person.open(`/authorize?${query}&prompt=consent`)

  const world = gjeldWorld(issuers.gjeld!)
  assert.equal((await world.register(clients.gjeld!.A!, { nin: customer })).status, 200)

  await app.stores.notices.ask({
    party: (await app.stores.consents.findGrant(newest as GrantId))!.grantedFor,
    email: 'sigurd@synteseson.example',
    language: 'nb',
    kinds: ['given'],
    remindDays: 14,
    askedAt: app.clock.now(),
  })
  await app.sendNotices()
  return newest as GrantId
}

async function readable(database: TestDatabase): Promise<readonly string[]> {
  const dump = await dumpOf(database)
  assert.ok(dump.length > 100)
  return secrets.flatMap(word => linesWith(dump, word).map(line => `${word}: ${line.slice(0, 600)}`))
}

onEachDatabase('in a dump', database => {
  const withApp = async (work: (app: WholeApp) => Promise<void>) => {
    const mails = await startMailServer()
    const app = await startWholeApp(database, {
      SAMTYKKE_SMTP_URL: mails.url,
      SAMTYKKE_NOTICE_FROM: 'Samtykke <ikke-svar@samtykke.example>',
    })
    try {
      await work(app)
    } finally {
      await app.close()
      await mails.close()
    }
  }

  it('nothing about people can be read after journeys through every face', () =>
    withApp(async app => {
      await journeys(app)
      assert.deepEqual(await readable(database), [])
    }))

  it('what was plain for an older version is plain until somebody says that none is left, and then nowhere', async () => {
    await database.knex('plain_text').insert({ kept: true })
    await withApp(async app => {
      const { masterKeys, resealing, query, consents, parties } = app.stores
      await masterKeys.load()
      const id = await journeys(app)
      const seen = (await readable(database)).join('\n')
      for (const word of secrets.filter(one => !one.includes('@')).slice(-6))
        assert.ok(seen.includes(word), word)

      const grant = (await consents.findGrant(id))!
      const all = async () => {
        const given = (await query.partyGrants(grant.grantedFor, { offset: 0, limit: 100 })).items
        const histories = await Promise.all(given.map(one => query.history(one.id)))
        return [given, histories, await parties.find(grant.grantedFor)]
      }
      const before = await all()
      assert.equal(await masterKeys.endPlainText(), true)
      assert.equal(await masterKeys.endPlainText(), false)
      await masterKeys.load()
      while (await resealing.work());
      assert.deepEqual(await all(), before)
      const lasting = (await readable(database)).filter(line => !/: (browser_state|idempotency)/.test(line))
      assert.deepEqual(lasting, [])
      assert.equal(
        Object.values(await resealing.left()).reduce((sum, left) => sum + left),
        0,
      )
    })
  })

  it('nothing about people can be read after a document was signed and brought back', async () => {
    const world = await startDocumentWorld(database)
    try {
      const { id, sealed } = await world.make()
      const answer = await world.upload(id, await signed(world.pki, sealed), { type: null })
      assert.equal(answer.status, 204)
      assert.deepEqual(await readable(database), [])
    } finally {
      await world.close()
    }
  })
})
