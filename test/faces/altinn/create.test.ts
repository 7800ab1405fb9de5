import assert from 'node:assert/strict'
import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import {
  type AltinnWorld,
  altinnWorld,
  organizationClaim,
  paths,
  right,
  scopes,
  urnOf,
} from '../../support/altinn-world.ts'
import { bearerCall } from '../../support/bearer-call.ts'
import { onEachDatabase } from '../../support/database.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

onEachDatabase(
  'altinn: asking for consent',
  database => {
    let app: WholeApp
    let world: AltinnWorld

    before(async () => {
      app = await startWholeApp(database)
      world = await altinnWorld(app)
    })
    after(() => app.close())

    describe('who may call', () => {
      it('A1 nobody without a token', async () => {
        const { status, text, headers } = await bearerCall(`${app.publicUrl}${paths.requests}`, {
          method: 'POST',
          json: world.body(),
        })
        assert.equal(status, 401)
        assert.equal(text, '')
        assert.match(headers.get('www-authenticate') ?? '', /^Bearer/)
      })

      it('A2 nor read the events', async () => {
        assert.equal((await bearerCall(`${app.publicUrl}${paths.requests}/events`)).status, 401)
      })

      it('A3 nobody may ask with the scope for reading', async () => {
        const { status, text } = await world.post({}, await world.machine(scopes.read))
        assert.deepEqual([status, text], [403, ''])
      })

      it('A5 the scope for writing reads, too', async () => {
        const id = await world.asked()
        assert.equal((await world.read(id, await world.machine(scopes.write))).status, 200)
      })

      it('A7 not without saying for whom', async () => {
        const { status, text } = await world.post(
          {},
          await world.machine(scopes.write, { consumer: undefined }),
        )
        assert.deepEqual([status, text], [401, ''])
      })

      it('nobody with a token of others, or for somebody who is nobody', async () => {
        const bad = [
          { iss: 'https://stranger.example/' },
          { exp: Math.floor(app.clock.now().getTime() / 1000) - 60 },
          { consumer: { authority: 'other', ID: '0192:810419512' } },
          { consumer: { authority: 'iso6523-actorid-upis', ID: '0192:810419513' } },
          { consumer: { authority: 'iso6523-actorid-upis', ID: '0192:810419512:1' } },
        ]
        for (const claims of bad) {
          const { status, text } = await world.post({}, await world.machine(scopes.write, claims))
          assert.deepEqual([status, text], [401, ''], JSON.stringify(claims))
        }
        const substring = await world.machine(`x${scopes.write} ${scopes.write}x`)
        assert.equal((await world.post({}, substring)).status, 403)
        const asText = JSON.stringify(organizationClaim(world.parties.O1.orgno!))
        assert.equal(
          (await world.post({}, await world.machine(scopes.write, { consumer: asText }))).status,
          201,
        )
      })

      it('A9 nobody may look up with the scope for writing', async () => {
        const { status } = await world.lookUp({}, await world.machine(scopes.write))
        assert.equal(status, 403)
      })
    })

    describe('what is put', () => {
      it('A10 stands as it was sent', async () => {
        const body = world.body()
        const { status, headers, json } = await world.post(body)
        assert.equal(status, 201)
        assert.equal(headers.get('location'), `${app.publicUrl}${paths.requests}/${body.id}`)
        assert.equal(json.status, 'Created')
        assert.deepEqual(json.consentRights, body.consentRights)
        assert.equal(json.portalViewMode, 'Hide')
        assert.deepEqual([json.consented, json.handledBy, json.requiredDelegator], [null, null, null])
        assert.equal(json.viewUri, `${app.publicUrl}/accessmanagement/ui/consent/request?id=${body.id}`)
        const [event, ...more] = json.consentRequestEvents
        assert.equal(more.length, 0)
        assert.equal(event.eventType, 'Created')
        assert.equal(event.performedBy, urnOf(world.parties.O1))
        assert.equal(event.consentRequestID, body.id)
        const kept = await app.stores.consents.findRequest(body.id as ConsentRequestId)
        assert.equal(kept?.requiredLevel, 'substantial')
      })

      it('A11 stands also when the path ends in a slash', async () => {
        const { status } = await world.call('POST', `${paths.requests}/`, {
          token: await world.machine(scopes.write),
          json: world.body(),
        })
        assert.equal(status, 201)
      })

      it('A12 is shown when it says so', async () => {
        assert.equal((await world.post({ portalViewMode: 'show' })).json.portalViewMode, 'Show')
        assert.equal((await world.post({ portalViewMode: 1 })).json.portalViewMode, 'Show')
      })

      it('A14 has its rights in the order in which they were sent', async () => {
        const consentRights = [
          right('ttd_inntektsopplysninger', { INNTEKTSAAR: 'ADSF' }),
          right('ttd_skattegrunnlag', { fraOgMed: '2020', tilOgMed: '2021' }),
        ]
        const { status, json } = await world.post({ consentRights })
        assert.equal(status, 201)
        assert.deepEqual(json.consentRights, consentRights)
      })

      it('A15 needs no metadata where the resource has none', async () => {
        for (const metadata of [undefined, null, {}]) {
          const { status, json } = await world.post({ consentRights: [right('ttd_navnescore', metadata)] })
          assert.equal(status, 201)
          assert.equal(json.consentRights[0].metadata, null)
        }
      })

      it('A17 names who must answer', async () => {
        const requiredDelegator = urnOf(world.parties.P2)
        const { status, json } = await world.post({ requiredDelegator })
        assert.deepEqual([status, json.requiredDelegator], [201, requiredDelegator])
        assert.equal((await world.read(json.id)).json.requiredDelegator, requiredDelegator)
      })

      it('A18 is handled by the supplier of the token', async () => {
        const supplier = organizationClaim(world.parties.O3.orgno!)
        const { status, json } = await world.post({}, await world.machine(scopes.write, { supplier }))
        assert.equal(status, 201)
        assert.equal(json.handledBy, urnOf(world.parties.O3))
        assert.equal(json.consentRequestEvents[0].performedBy, urnOf(world.parties.O1))
      })

      it('A19 is handled by whoever asks for another', async () => {
        const consumer = organizationClaim(world.parties.O2.orgno!)
        const { status, json } = await world.post({}, await world.machine(scopes.org, { consumer }))
        assert.equal(status, 201)
        assert.equal(json.to, urnOf(world.parties.O1))
        assert.equal(json.handledBy, urnOf(world.parties.O2))
        assert.equal(json.consentRequestEvents[0].performedBy, urnOf(world.parties.O2))
      })

      it('A20 leads back to an app', async () => {
        const redirectUrl = 'myapp://consent-callback'
        const { status, json } = await world.post({ redirectUrl })
        assert.deepEqual([status, json.redirectUrl], [201, redirectUrl])
      })

      it('A21 ends at the microsecond that was sent, in UTC', async () => {
        const year = app.clock.now().getUTCFullYear() + 1
        const validTo = `${year}-01-31T12:00:12.2597103+01:00`
        const { json } = await world.post({ validTo })
        assert.equal(json.validTo, `${year}-01-31T11:00:12.25971+00:00`)
        const whole = await world.post({ validTo: `${year}-01-31T11:00:00` })
        assert.equal(whole.json.validTo, `${year}-01-31T11:00:00+00:00`)
      })

      it('A22 may be written in any case and with members that nobody knows', async () => {
        const { id, from, to, validTo, consentRights, redirectUrl } = world.body()
        const [one] = consentRights
        const { status, json } = await world.post({
          ID: id.toUpperCase(),
          From: from,
          TO: to,
          VALIDTO: validTo,
          RedirectURL: redirectUrl,
          ConsentRights: [
            { Action: one!.action, RESOURCE: one!.resource, metaData: { inntektsAAR: '2025' } },
          ],
          id: undefined,
          from: undefined,
          to: undefined,
          validTo: undefined,
          consentRights: undefined,
          redirectUrl: undefined,
          handledBy: urnOf(world.parties.O3),
          status: 'Accepted',
          viewUri: 'https://elsewhere.example',
        })
        assert.equal(status, 201)
        assert.equal(json.id, id)
        assert.deepEqual(json.consentRights[0].metadata, { inntektsAAR: '2025' })
        assert.deepEqual([json.status, json.handledBy], ['Created', null])
      })

      it('A23 may ask an organization', async () => {
        const from = urnOf(world.parties.O4)
        const { status, json } = await world.post({ from })
        assert.deepEqual([status, json.from], [201, from])
      })

      it('A24 tells all its times in UTC without needless digits', async () => {
        const { json } = await world.post()
        const [{ created }] = json.consentRequestEvents
        for (const time of [json.validTo, created]) {
          assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?\+00:00$/)
        }
      })

      it('names parties by their ids, too', async () => {
        const { P1, O1 } = world.parties
        const { status, json } = await world.post({
          from: `urn:altinn:person:uuid:${P1.uuid}`,
          to: `urn:altinn:party:uuid:${O1.uuid}`,
        })
        assert.deepEqual([status, json.from, json.to], [201, urnOf(P1), urnOf(O1)])
      })
    })
  },
  'before all',
)
