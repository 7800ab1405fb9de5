import assert from 'node:assert/strict'
import { onEachDatabase } from '../support/database.ts'
import {
  customer,
  type DialectName,
  type Dialects,
  dialectNames,
  dialects,
  type DoorName,
  doorNames,
  elhubCall,
} from '../support/dialects.ts'
import { altinnWorld, type AltinnWorld, urnOf } from '../support/altinn-world.ts'
import { bearerCall } from '../support/bearer-call.ts'
import type { GrantId } from '../../server/domain/ids.ts'
import { toldOf } from '../support/told-of.ts'
import { grants } from '../support/elhub-world.ts'
import { gjeldWorld, presentation } from '../support/gjeld-world.ts'
import { type Maskinporten, maskinportenOf } from '../support/maskinporten.ts'
import { type OnePerson, onePerson } from '../support/one-person.ts'
import { send } from '../support/send.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

/** What clients are given on the way of each. */
const tokensOf = {
  oauth: [['oauth', 'authorization_code']],
  gjeld: [],
  altinn: [],
  elhub: [['maskinporten', 'jwt-bearer']],
}

const byDoor: Readonly<Record<DoorName, string>> = {
  changed: 'given at oauth and changed since (G3)',
  rich: 'given at oauth of something in particular (R5)',
  device: 'given to a device (V5)',
  backchannel: 'given to somebody who asked from elsewhere (C2)',
  exchanged: 'given at oauth and handed on to a processor (T1)',
}

const isDoor = (name: DialectName | DoorName): name is DoorName => name in byDoor

const giver = urnOf({ nin: customer })
const read = 'altinn:consentrequests.read'

onEachDatabase(
  'One consent, every dialect',
  database => {
    let app: WholeApp
    let person: OnePerson
    let maskinporten: Maskinporten
    let give: Dialects
    let altinn: AltinnWorld

    before(async () => {
      app = await startWholeApp(database)
      person = onePerson(app.publicUrl, customer)
      maskinporten = await maskinportenOf(app)
      altinn = await altinnWorld(app)
      give = await dialects({ app, person, pid: customer, maskinporten })
    })
    after(() => app.close())

    const atElhub = (grantId: string, path = '') =>
      elhubCall(app, maskinporten, { path: `${grants}/${grantId}${path}`, as: 'system' })
    const statusAtElhub = async (grantId: string) => (await atElhub(grantId)).json.data.attributes.status
    const useUp = (id: string) =>
      elhubCall(app, maskinporten, {
        path: `${grants}/${id}`,
        as: 'system',
        method: 'PATCH',
        json: { data: { id, type: 'AuthorizationGrant', attributes: { status: 'Exhausted' } } },
      })
    const consentToken = (consentId: string) =>
      maskinporten.ask(maskinporten.clients.O1, {
        claims: {
          scope: read,
          authorization_details: [{ type: 'urn:altinn:consent', id: consentId, from: giver }],
        },
      })
    const endUser = async (path: string) => {
      const { elhub } = (await app.demoJson()) as unknown as { elhub: { tokens: { p1: string } } }
      return bearerCall(`${app.publicUrl}${path}`, {
        token: elhub.tokens.p1,
        headers: { 'user-agent': 'test/1' },
      })
    }

    for (const name of [...dialectNames, ...doorNames]) {
      describe(isDoor(name) ? byDoor[name] : `given at ${name}`, () => {
        it('stands there, in my consents and at Elhub, for its systems and for the giver', async () => {
          const { grantId, stands } = await give[name]()
          assert.ok(await stands())
          assert.ok((await person.listed('active')).includes(grantId))
          assert.equal(await statusAtElhub(grantId), 'Active')
          assert.ok((await atElhub(grantId, '/scopes')).json.data.length > 0)
          const { json } = await endUser(grants)
          assert.ok(json.data.some(({ id }: { id: string }) => id === grantId))
        })

        if (!isDoor(name))
          it('is on record, each act once and whole, and nothing of it twice', async () => {
            const before = app.audited.length
            const { grantId, consentId } = await give[name]()
            await person.withdraw(grantId)
            const told = app.audited.slice(before).map(toldOf)
            const grant = await app.stores.consents.findGrant(grantId as GrantId)
            const { clientId, purpose, grantedTo, grantedBy } = grant!
            const about = { face: name, client_id: clientId, purpose: `${purpose.id}/${purpose.version}` }
            const request = { ...about, request_id: consentId }
            const giver = { ...request, grant_id: grantId, party_id: grantedBy }
            const level = told.find(({ what }) => what === 'consent.given')?.level
            assert.deepEqual(
              told.filter(({ what }) => String(what).startsWith('consent.')),
              [
                { what: 'consent.asked', ...request, party_id: grantedTo, ceremony: 'page' },
                { what: 'consent.given', ...giver, level, ceremony: 'page' },
                { what: 'consent.withdrawn', ...giver, by: 'giver' },
              ],
            )
            assert.match(String(level), /^(substantial|high)$/)
            const others = told.filter(({ what }) => !String(what).startsWith('consent.'))
            const tokens = others.filter(({ what }) => what === 'token.issued')
            for (const login of others.filter(one => !tokens.includes(one)))
              assert.deepEqual(login, { what: 'login.succeeded', party_id: grantedBy, level: login.level })
            assert.deepEqual(
              tokens.map(({ face, grant_type: how }) => [face, how]),
              tokensOf[name],
            )
          })

        it('is withdrawn in my consents, and then stands nowhere', async () => {
          const { grantId, consentId, stands } = await give[name]()
          await person.withdraw(grantId)
          assert.equal(await stands(), false)
          assert.ok((await person.listed('ended')).includes(grantId))
          assert.equal(await statusAtElhub(grantId), 'Revoked')
          assert.equal((await useUp(grantId)).status, 422)
          assert.equal((await consentToken(consentId)).status, 400)
        })

        it('is used up at Elhub, and then stands nowhere', async () => {
          const { grantId, consentId, stands } = await give[name]()
          assert.equal((await useUp(grantId)).status, 200)
          assert.equal(await stands(), false)
          assert.ok((await person.listed('ended')).includes(grantId))
          assert.match(await person.reads(grantId), /Elhub/)
          assert.equal((await consentToken(consentId)).status, 400)
        })

        if (name === 'elhub') {
          it('has no meaning for a consent token: it was given to a market party, which is no organization there', async () => {
            const { consentId } = await give[name]()
            assert.equal((await consentToken(consentId)).status, 400)
          })
        } else {
          it('is looked up at Altinn and used by a consent token of Maskinporten, and the giver reads of it', async () => {
            const { grantId, consentId, stands } = await give[name]()
            const wanted = { id: consentId, from: giver, to: urnOf(altinn.parties.O1) }
            assert.equal((await altinn.lookUp(wanted)).status, 200)
            const { status, text } = await consentToken(consentId)
            assert.equal(status, 200, text)
            assert.match(await person.reads(grantId), /hentet et bevis på samtykket/)
            assert.ok(await stands())
          })
        }

        if (name !== 'gjeld') {
          it('has no meaning at gjeld, where a client reaches the consents that it got itself', async () => {
            const { grantId, stands } = await give[name]()
            const { clients, issuers } = await app.demoJson()
            const world = gjeldWorld(issuers.gjeld!)
            const token = await world.machine(clients.gjeld!.A!, presentation, 'debt')
            const shown = await world.call('GET', `/v1/debt/${grantId}/status`, { token })
            assert.equal(shown.body.active, false)
            assert.notEqual((await world.call('DELETE', `/v1/debt/${grantId}`, { token })).status, 204)
            assert.ok(await stands())
          })
        }

        if (name !== 'oauth' && !isDoor(name)) {
          it('has no meaning for a resource server of oauth, which it is not about', async () => {
            const { grantId, stands } = await give[name]()
            const { clients } = await app.demoJson()
            const as = clients.oauth!.resourceServer!
            const json = { what: 'x', token: 'x' }
            const answer = await send(`${app.publicUrl}/grants/${grantId}/uses`, { json, as })
            assert.equal(answer.status, 404)
            assert.ok(await stands())
          })
        }
      })
    }
  },
  'before all',
)
