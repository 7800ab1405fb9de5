import assert from 'node:assert/strict'
import { grantEvent } from '../../../server/domain/event.ts'
import type { ConsentRequestId, EventId, GrantId } from '../../../server/domain/ids.ts'
import { organization, person } from '../../../server/domain/party.ts'
import {
  type AltinnWorld,
  altinnWorld,
  answering,
  organizationClaim,
  paths,
  right,
  scopes,
  urnOf,
} from '../../support/altinn-world.ts'
import type { Reply } from '../../support/bearer-call.ts'
import { onEachDatabase } from '../../support/database.ts'
import { aGrant } from '../../support/fixtures.ts'
import { statuses } from '../../support/send.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

onEachDatabase(
  'altinn: asking again, reading and looking up',
  database => {
    let app: WholeApp
    let world: AltinnWorld
    let answer: ReturnType<typeof answering>

    before(async () => {
      app = await startWholeApp(database)
      world = await altinnWorld(app)
      answer = answering(app)
    })
    after(() => app.close())

    const typesIn = ({ json }: Reply): readonly string[] =>
      json.consentRequestEvents.map(({ eventType }: { eventType: string }) => eventType)

    const parallel = async (count: number): Promise<readonly Reply[]> => {
      const body = world.body()
      const token = await world.machine(scopes.write)
      return Promise.all(
        Array.from({ length: count }, () => world.call('POST', paths.requests, { token, json: body })),
      )
    }

    describe('asking again', () => {
      it('A47 asks once', async () => {
        const body = world.body()
        const [first, second] = [await world.post(body), await world.post(body)]
        assert.deepEqual([first.status, second.status], [201, 200])
        assert.deepEqual(second.json, first.json)
        assert.deepEqual(typesIn(second), ['Created'])
      })

      it('A48 shows nothing of an agreement that somebody else has under the id', async () => {
        const body = world.body()
        const { consents, parties, ids } = app.stores
        const giver = await parties.findOrAdd(person(world.parties.P2.nin!))
        const asker = await parties.findOrAdd(organization(world.parties.O4.orgno!))
        const grant = aGrant({
          id: body.id as GrantId,
          requestId: undefined,
          agreementKey: 'loan-1',
          grantedFor: giver.id,
          grantedBy: giver.id,
          grantedTo: asker.id,
        })
        const moment = { id: ids.uuid() as EventId, by: asker.id, at: grant.createdAt }
        await consents.addGrant(grant, grantEvent('accepted', grant, moment))
        await world.post(body)
        const { status, json, text } = await world.post(body)
        assert.deepEqual([status, json.code], [400, 'AM-00016'])
        assert.ok(!text.includes(world.parties.P2.nin!))
      })

      it('A48 another is asked nothing under the same id', async () => {
        const body = world.body()
        await world.post(body)
        for (const party of [world.parties.P2, world.parties.O4]) {
          const { status, json } = await world.post({ ...body, from: urnOf(party) })
          assert.deepEqual([status, json.code, json.requestId], [400, 'AM-00016', body.id])
        }
      })

      it('A49 in other words tells the first ones', async () => {
        const body = world.body()
        const first = await world.post(body)
        const other = {
          validTo: new Date(app.clock.now().getTime() + 1_000_000).toISOString(),
          redirectUrl: 'https://elsewhere.example',
          requestMessage: { nb: 'Noe annet' },
          consentRights: [right('ttd_navnescore')],
        }
        const { status, json } = await world.post({ ...body, ...other })
        assert.deepEqual([status, json], [200, first.json])
      })

      it('A50 tells how it stands by then', async () => {
        const body = world.body()
        await world.post(body)
        await answer.accept(body.id, world.parties.P1.uuid)
        const { status, json } = await world.post(body)
        assert.deepEqual([status, json.status], [200, 'Accepted'])
      })

      it('A51 is refused like any other that is wrong', async () => {
        const body = world.body()
        await world.post(body)
        const late = await world.post({ ...body, validTo: '2020-01-01T00:00:00Z' })
        assert.deepEqual([late.status, late.json.validationErrors[0].code], [400, 'AM.VLD-00022'])
      })

      it('A52 ten at once ask once', async () => {
        assert.deepEqual(statuses(await parallel(10)), { 200: 9, 201: 1 })
      })

      it('S51 fifty at once ask once', async () => {
        const replies = await parallel(50)
        assert.deepEqual(statuses(replies), { 200: 49, 201: 1 })
        const { id } = replies[0]!.json
        assert.equal((await app.stores.query.requestHistory(id as ConsentRequestId)).length, 1)
      })

      it('A53 by another is refused', async () => {
        const body = world.body()
        await world.post(body)
        const consumer = organizationClaim(world.parties.O3.orgno!)
        const token = await world.machine(scopes.write, { consumer })
        const { status, json } = await world.post({ ...body, to: urnOf(world.parties.O3) }, token)
        assert.deepEqual([status, json.code], [400, 'AM-00016'])
      })
    })

    describe('reading', () => {
      it('A54 what is not there', async () => {
        const { status, json } = await world.read(crypto.randomUUID())
        assert.deepEqual([status, json.code], [404, 'AM-00001'])
      })

      it('A55 S49 what is somebody else’s', async () => {
        const id = await world.asked()
        const consumer = organizationClaim(world.parties.O3.orgno!)
        const { status, json } = await world.read(id, await world.machine(scopes.read, { consumer }))
        assert.deepEqual([status, json.code], [403, 'AM-00000'])
      })

      it('A56 what is no id', async () => {
        const { status, text } = await world.read('not-a-uuid')
        assert.deepEqual([status, text], [404, ''])
      })

      it('A57 by the one who handles it', async () => {
        const consumer = organizationClaim(world.parties.O2.orgno!)
        const token = await world.machine(scopes.org, { consumer })
        const { status, json } = await world.read(await world.asked({}, token), token)
        assert.deepEqual([status, json.code], [403, 'AM-00000'])
      })

      it('A59 by the supplier, for the one who asks', async () => {
        const token = await world.machine(scopes.write, {
          supplier: organizationClaim(world.parties.O3.orgno!),
        })
        const { status, json } = await world.read((await world.asked({}, token)).toUpperCase(), token)
        assert.deepEqual([status, json.handledBy], [200, urnOf(world.parties.O3)])
      })

      it('A60 after its end', async () => {
        const id = await world.asked()
        const { json: before } = await world.read(id)
        app.clock.move(25 * 3600 * 1000)
        const { status, json } = await world.read(id)
        app.clock.reset()
        assert.deepEqual([status, json.status], [200, 'Created'])
        assert.deepEqual(json.consentRequestEvents.at(-1), {
          consentEventID: '00000000-0000-0000-0000-000000000000',
          created: before.validTo,
          performedBy: urnOf(world.parties.O1),
          eventType: 'Expired',
          consentRequestID: '00000000-0000-0000-0000-000000000000',
        })
      })

      it('A61 what became of it', async () => {
        const { P1, P2, O4 } = world.parties
        const id = await world.asked({ from: urnOf(O4) })
        await answer.accept(id, P2.uuid)
        await answer.revoke(id, P1.uuid)
        const reply = await world.read(id)
        assert.deepEqual(typesIn(reply), ['Created', 'Accepted', 'Revoked'])
        assert.equal(reply.json.status, 'Revoked')
        assert.equal(reply.json.consented, reply.json.consentRequestEvents[1].created)
        const by = reply.json.consentRequestEvents.map(
          ({ performedBy }: { performedBy: string }) => performedBy,
        )
        assert.deepEqual(by, [urnOf(world.parties.O1), urnOf(P2), urnOf(P1)])
      })
    })

    describe('looking up', () => {
      const wanted = (id: string, changes = {}) => ({
        id,
        from: urnOf(world.parties.P1),
        to: urnOf(world.parties.O1),
        ...changes,
      })
      const accepted = async (changes = {}): Promise<string> => {
        const id = await world.asked(changes)
        await answer.accept(id, world.parties.P1.uuid)
        return id
      }

      it('A80 a consent that stands', async () => {
        const id = await accepted()
        const { status, json } = await world.lookUp(wanted(id))
        const { json: read } = await world.read(id)
        assert.equal(status, 200)
        const { from, to, consented, validTo, consentRights, handledBy } = read
        assert.deepEqual(json, { id, from, to, handledBy, consented, validTo, consentRights })
      })

      it('A81 for the one who handles it', async () => {
        const from = urnOf(world.parties.O4)
        const token = await world.machine(scopes.org, {
          consumer: organizationClaim(world.parties.O2.orgno!),
        })
        const id = await world.asked({ from }, token)
        await answer.accept(id, world.parties.P1.uuid)
        const { status, json } = await world.lookUp(wanted(id, { from, to: urnOf(world.parties.O2) }))
        assert.deepEqual(
          [status, json.to, json.handledBy],
          [200, urnOf(world.parties.O1), urnOf(world.parties.O2)],
        )
      })

      it('A82 one that nobody has given', async () => {
        const { status, json } = await world.lookUp(wanted(await world.asked()))
        assert.deepEqual([status, json.code], [400, 'AM-00014'])
      })

      it('A83 one that nobody has given in time', async () => {
        const id = await world.asked()
        app.clock.move(25 * 3600 * 1000)
        const { status, json } = await world.lookUp(wanted(id))
        app.clock.reset()
        const codes = json.problems.map(({ code }: { code: string }) => code)
        assert.deepEqual([status, json.code, codes], [500, 'STD-00001', ['AM-00013', 'AM-00014']])
      })

      it('A84 one that was taken back', async () => {
        const id = await accepted()
        await answer.revoke(id, world.parties.P1.uuid)
        const { status, json } = await world.lookUp(wanted(id))
        assert.deepEqual([status, json.code], [400, 'AM-00011'])
      })

      it('A85 one that was refused', async () => {
        const id = await world.asked()
        await answer.reject(id, world.parties.P1.uuid)
        assert.equal((await world.lookUp(wanted(id))).json.code, 'AM-00014')
      })

      it('A86 one that is over', async () => {
        const id = await accepted()
        app.clock.move(25 * 3600 * 1000)
        const { status, json } = await world.lookUp(wanted(id))
        app.clock.reset()
        assert.deepEqual([status, json.code], [400, 'AM-00013'])
      })

      it('A87 S50 one of another', async () => {
        const id = await accepted()
        for (const from of [urnOf(world.parties.P2), urnOf({ nin: world.unknown.nin })]) {
          const { status, json } = await world.lookUp(wanted(id, { from }))
          assert.deepEqual([status, json.code], [400, 'AM-00012'])
        }
      })

      it('A88 for a stranger', async () => {
        const { status, json } = await world.lookUp(wanted(await accepted(), { to: urnOf(world.parties.O3) }))
        assert.deepEqual([status, json.code], [404, 'AM-00001'])
      })

      it('A89 one that is not there, and what names nobody', async () => {
        const { status, json } = await world.lookUp(wanted(crypto.randomUUID()))
        assert.deepEqual([status, json.code], [404, 'AM-00001'])
        const byId = await world.lookUp(
          wanted(crypto.randomUUID(), { from: `urn:altinn:party:uuid:${crypto.randomUUID()}` }),
        )
        assert.deepEqual([byId.status, byId.json.code], [400, undefined])
      })
    })
  },
  'before all',
)
