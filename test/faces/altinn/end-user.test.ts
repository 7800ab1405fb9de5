import assert from 'node:assert/strict'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { type AltinnWorld, altinnWorld, paths, scopes, urnOf } from '../../support/altinn-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { undated } from '../../support/undated.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const minute = 60_000
const day = 24 * 60 * minute

onEachDatabase(
  'the API for portals of givers',
  database => {
    let app: WholeApp
    let world: AltinnWorld
    let tokens: Readonly<Record<'P1' | 'P2' | 'P3', string>>
    before(async () => {
      app = await startWholeApp(database)
      world = await altinnWorld(app)
    })
    beforeEach(async () => {
      app.clock.reset()
      const { P1, P2, P3 } = world.parties
      const [p1, p2, p3] = await Promise.all([P1, P2, P3].map(one => world.endUser(one.uuid)))
      tokens = { P1: p1!, P2: p2!, P3: p3! }
    })
    after(() => app.close())

    const get = (path: string, token?: string) => world.call('GET', `${paths.endUser}${path}`, { token })
    const post = (path: string, token?: string, json?: unknown) =>
      world.call('POST', `${paths.endUser}${path}`, { token, json })
    const accept = (id: string, token = tokens.P1, language: unknown = 'nb') =>
      post(`/consentrequests/${id}/accept`, token, { language })
    const reject = (id: string, token = tokens.P1) => post(`/consentrequests/${id}/reject`, token)
    const revoke = (id: string, token = tokens.P1) => post(`/consents/${id}/revoke`, token)
    const statusAtAsker = async (id: string) => (await world.read(id)).json.status
    const eventsOf = ({ json }: { json: { consentRequestEvents: { eventType: string }[] } }) =>
      json.consentRequestEvents.map(({ eventType }) => eventType)
    const uuidUrn = (uuid: string) => `urn:altinn:party:uuid:${uuid}`
    /** A request about O4. */
    const ofOrganization = (changes = {}) => world.asked({ from: urnOf(world.parties.O4), ...changes })

    it('refuses whoever is not a person at a portal', async () => {
      const id = await world.asked()
      const path = `/consentrequests/${id}`
      const machine = await world.machine(scopes.endUser)
      const expectBare = async (token: string | undefined, status: number) => {
        const reply = await get(path, token)
        assert.deepEqual([reply.status, reply.text], [status, ''])
      }
      await expectBare(undefined, 401)
      await expectBare(machine, 401)
      await expectBare(await world.endUser(world.parties.P1.uuid, { scope: scopes.write }), 403)
      await expectBare(await world.endUser('', { 'urn:altinn:party:uuid': undefined }), 401)
      await expectBare(await world.endUser('not-a-uuid'), 401)
      await expectBare(await world.endUser(world.parties.O4.uuid), 401)
      await expectBare(await world.endUser(world.parties.P1.uuid, { exp: 1 }), 401)
    })

    it('A90: shows a request to its giver, everybody by the id of the party', async () => {
      const id = await world.asked({ portalViewMode: 'show' })
      const { status, json } = await get(`/consentrequests/${id}`, tokens.P1)
      const { P1, O1 } = world.parties
      assert.equal(status, 200)
      assert.deepEqual([json.from, json.to], [uuidUrn(P1.uuid), uuidUrn(O1.uuid)])
      assert.equal(json.portalViewMode, 'Show')
      assert.deepEqual(json.requestmessage, { en: 'So that we can process your application' })
      assert.deepEqual([json.status, json.consentRequestStatus], ['Created', 'Created'])
      assert.equal(json.templateId, 'sblanesoknad')
      assert.equal(json.templateVersion, 1)
      assert.deepEqual(json.consentRights[0].resource, [
        { type: 'urn:altinn:resource', value: 'ttd_inntektsopplysninger', version: '1' },
      ])
      assert.deepEqual(json.consentRights[0].metadata, { INNTEKTSAAR: 'ADSF' })
      assert.equal(json.consentRequestEvents[0].performedBy, uuidUrn(O1.uuid))
    })

    it('answers for ids that are nobody’s or no ids', async () => {
      const stranger = crypto.randomUUID()
      for (const reply of [
        await get(`/consentrequests/${stranger}`, tokens.P1),
        await accept(stranger),
        await reject(stranger),
        await revoke(stranger),
      ]) {
        assert.deepEqual([reply.status, reply.json.code], [404, 'AM-00001'])
      }
      const unknown = await get(`/consents/${stranger}`, tokens.P1)
      assert.deepEqual([unknown.status, unknown.text], [403, ''])
      const noId = await get('/consentrequests/not-a-uuid', tokens.P1)
      assert.deepEqual([noId.status, noId.text], [404, ''])
    })

    it('A92: accepts, as the asker sees at once', async () => {
      const id = await world.asked()
      const reply = await accept(id)
      assert.equal(reply.status, 200)
      assert.deepEqual(eventsOf(reply), ['Created', 'Accepted'])
      const { json } = await world.read(id)
      assert.equal(json.status, 'Accepted')
      assert.match(json.consented, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/)
      assert.equal(json.consentRequestEvents[1].performedBy, urnOf(world.parties.P1))
    })

    it('keeps the language and the very words that were shown', async () => {
      const id = await world.asked({ validTo: '2099-01-31T22:30:00Z' })
      await accept(id, tokens.P1, 'nn')
      const { json } = await get(`/consents/${id}`, tokens.P1)
      assert.deepEqual(json.context, { language: 'nn' })
      assert.ok(json.consented)
      assert.deepEqual(json.requestmessage, { en: 'So that we can process your application' })
      const request = await app.stores.consents.findRequest(id as never)
      assert.ok(request?.state.name === 'accepted')
      const { shown } = request.state.decision
      assert.match(shown.text, /Vil du dele opplysningar med SmekkFull Bank/)
      assert.match(shown.text, /Inntektsopplysningar for inntektsåret ADSF\./)
      assert.match(shown.text, /\n\n\[Eg samtykkjer\] \[Eg samtykkjer ikkje\]\n\nMelding frå/)
      assert.match(shown.templateVersion, /^altinn sblanesoknad\/1$/)
      assert.equal(
        sha256(undated(shown.text)),
        'cfef4c8850f349deec912c08c8da23d7c81235a82dd27e5cc31ef0c37def5659',
      )
    })

    it('A93: does not accept what has expired', async () => {
      const id = await world.asked({ validTo: new Date(app.clock.now().getTime() + minute).toISOString() })
      const given = await world.asked({ validTo: new Date(app.clock.now().getTime() + minute).toISOString() })
      await accept(given)
      app.clock.move(minute)
      for (const late of [id, given]) {
        const { status, json } = await accept(late)
        assert.deepEqual([status, json.code], [400, 'STD-00000'])
        assert.deepEqual(
          json.validationErrors.map((error: { code: string; paths: string[] }) => [error.code, error.paths]),
          [['AM.VLD-00022', ['ValidTo']]],
        )
      }
      assert.equal((await reject(id)).status, 200)
      assert.equal(await statusAtAsker(id), 'Rejected')
      assert.equal((await reject(given)).json.code, 'AM-00015')
      assert.equal((await revoke(given)).status, 200)
      assert.equal(await statusAtAsker(given), 'Revoked')
    })

    it('A94: does not accept what was rejected or revoked', async () => {
      const [rejected, revoked] = [await world.asked(), await world.asked()]
      await reject(rejected)
      await accept(revoked)
      await revoke(revoked)
      for (const id of [rejected, revoked]) {
        const { status, json } = await accept(id)
        assert.deepEqual([status, json.code], [400, 'AM-00002'])
      }
      assert.equal((await reject(revoked)).json.code, 'AM-00015')
    })

    it('A95: accepts twice as once', async () => {
      const id = await world.asked()
      await accept(id)
      const again = await accept(id)
      assert.equal(again.status, 200)
      assert.deepEqual(eventsOf(again), ['Created', 'Accepted'])
    })

    it('A96: rejects, once and again', async () => {
      const id = await world.asked()
      assert.equal((await reject(id)).status, 200)
      const again = await reject(id)
      assert.equal(again.status, 200)
      assert.deepEqual(eventsOf(again), ['Created', 'Rejected'])
      assert.equal(await statusAtAsker(id), 'Rejected')
    })

    it('A97: does not reject what was accepted', async () => {
      const id = await world.asked()
      await accept(id)
      const { status, json } = await reject(id)
      assert.deepEqual([status, json.code], [400, 'AM-00015'])
    })

    it('takes no language but those of the pages', async () => {
      const id = await world.asked()
      for (const language of ['se', '', 5, null]) {
        const { status, json } = await accept(id, tokens.P1, language)
        assert.equal(status, 400)
        assert.ok(json.errors.language)
        assert.equal(json.code, undefined)
      }
      assert.equal(await statusAtAsker(id), 'Created')
    })

    it('A99: revokes what was accepted, once and again', async () => {
      const id = await world.asked()
      await accept(id)
      const reply = await revoke(id)
      assert.equal(reply.status, 200)
      assert.deepEqual(eventsOf(reply), ['Created', 'Accepted', 'Revoked'])
      const again = await revoke(id)
      assert.equal(again.status, 200)
      assert.deepEqual(eventsOf(again), ['Created', 'Accepted', 'Revoked'])
      assert.equal(await statusAtAsker(id), 'Revoked')
    })

    it('A100: does not revoke what was not accepted', async () => {
      const [open, rejected] = [await world.asked(), await world.asked()]
      await reject(rejected)
      for (const id of [open, rejected]) {
        const { status, json } = await revoke(id)
        assert.deepEqual([status, json.code], [400, 'AM-00010'])
      }
    })

    it('A102: lets only the one answer who is named, though another might for the same giver', async () => {
      const id = await ofOrganization({ requiredDelegator: urnOf(world.parties.P2) })
      for (const reply of [
        await get(`/consentrequests/${id}`, tokens.P1),
        await accept(id, tokens.P1),
        await reject(id, tokens.P1),
      ]) {
        assert.deepEqual([reply.status, reply.json.code], [403, 'AM-00000'])
      }
      assert.equal((await accept(id, tokens.P2)).status, 200)
      assert.equal((await revoke(id, tokens.P1)).status, 200)
    })

    it('A103: lets nobody in without a right on the giver', async () => {
      const [own, organization] = [await world.asked(), await ofOrganization()]
      for (const id of [own, organization]) {
        for (const reply of [
          await get(`/consentrequests/${id}`, tokens.P3),
          await accept(id, tokens.P3),
          await reject(id, tokens.P3),
        ]) {
          assert.deepEqual([reply.status, reply.json.code], [403, 'AM-00000'])
        }
        const [consent, taken] = [await get(`/consents/${id}`, tokens.P3), await revoke(id, tokens.P3)]
        assert.deepEqual([consent.status, consent.text, taken.status, taken.text], [403, '', 403, ''])
      }
      assert.equal(await statusAtAsker(own), 'Created')
    })

    it('A104: lets nobody give what she may not give all of', async () => {
      const rights = (action: string[]) => ({
        consentRights: [
          { action, resource: [{ type: 'urn:altinn:resource', value: world.partialResource }] },
        ],
      })
      const [part, whole] = [
        await ofOrganization(rights(['READ'])),
        await ofOrganization(rights(['read', 'write'])),
      ]
      assert.equal((await accept(whole, tokens.P2)).json.code, 'AM-00000')
      assert.equal((await accept(part, tokens.P2)).status, 200)
      assert.equal((await accept(whole, tokens.P1)).status, 200)
    })

    it('S38: takes no yes at too low a level of login', async () => {
      const id = await world.asked()
      const low = await world.endUser(world.parties.P1.uuid, { acr: 'idporten-loa-low' })
      const { status, json } = await accept(id, low)
      assert.deepEqual([status, json.code], [403, 'AM-00000'])
      assert.equal(await statusAtAsker(id), 'Created')
    })

    it('A105: lists hidden requests beside shown ones, to those who may read them', async () => {
      const [hidden, shown] = [await ofOrganization(), await ofOrganization({ portalViewMode: 'show' })]
      await reject(hidden)
      const { O4 } = world.parties
      const { status, json } = await get(`/consentrequests/list/${O4.uuid}`, tokens.P2)
      assert.equal(status, 200)
      const modes = new Map(
        json.map((one: { id: string; portalViewMode: string }) => [one.id, one.portalViewMode]),
      )
      assert.deepEqual([modes.get(hidden), modes.get(shown)], ['Hide', 'Show'])
      const refused = await get(`/consentrequests/list/${O4.uuid}`, tokens.P3)
      assert.deepEqual([refused.status, refused.text], [401, ''])
    })

    it('A106: counts shown requests of one status that are not over', async () => {
      const { P2 } = world.parties
      const from = urnOf(P2)
      const count = async (query = '', token = tokens.P2) =>
        get(`/consentrequests/count/${P2.uuid}${query}`, token)
      const counted = async (query?: string) => {
        const { status, text } = await count(query)
        assert.equal(status, 200)
        return text
      }
      const inMinute = new Date(app.clock.now().getTime() + minute).toISOString()
      assert.equal(await counted(), '0')
      await world.asked({ from })
      assert.equal(await counted(), '0')
      const shown = await world.asked({ from, portalViewMode: 'show' })
      assert.equal(await counted(), '1')
      await world.asked({ from, portalViewMode: 'show', validTo: inMinute })
      assert.equal(await counted('?status=Created'), '2')
      app.clock.move(minute)
      assert.equal(await counted(), '1')
      await accept(shown, tokens.P2)
      assert.equal(await counted(), '0')
      assert.equal(await counted('?status=accepted'), '1')
      await revoke(shown, tokens.P2)
      assert.equal(await counted('?status=Accepted'), '0')
      assert.equal(await counted('?status=Revoked'), '1')
      const [foreign, unknown] = [await count('', tokens.P1), await count('?status=sometimes')]
      assert.deepEqual([foreign.status, foreign.text], [401, ''])
      assert.equal(unknown.status, 400)
      assert.ok(unknown.json.errors.status)
    })

    it('says that it has expired, but not in the answer to an answer', async () => {
      const id = await world.asked({ validTo: new Date(app.clock.now().getTime() + day).toISOString() })
      app.clock.move(day)
      const token = await world.endUser(world.parties.P1.uuid)
      const read = await get(`/consentrequests/${id}`, token)
      assert.deepEqual(eventsOf(read), ['Created', 'Expired'])
      assert.deepEqual(eventsOf(await reject(id, token)), ['Created', 'Rejected'])
    })

    it('changes a consent once, however many answer at once', async () => {
      const id = await world.asked()
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, number) => (number % 2 === 0 ? accept(id) : reject(id))),
      )
      const statuses = new Set(answers.map(({ status }) => status))
      assert.ok([...statuses].every(status => status === 200 || status === 400))
      const after = eventsOf(await get(`/consents/${id}`, tokens.P1))
      assert.equal(after.length, 2)
      const [, outcome] = after
      const codes = answers.flatMap(({ json }) => json.code ?? [])
      assert.deepEqual([...new Set(codes)], [outcome === 'Accepted' ? 'AM-00015' : 'AM-00002'])

      const standing = await world.asked()
      await accept(standing)
      const taken = await Promise.all(Array.from({ length: 50 }, () => revoke(standing)))
      assert.ok(taken.every(({ status }) => status === 200))
      assert.deepEqual(eventsOf(taken[0]!), ['Created', 'Accepted', 'Revoked'])
    })

    it('knows nothing under what is no id', async () => {
      for (const path of ['/consentrequests/count/me', '/consentrequests/list/me', '/consents/mine']) {
        assert.equal((await get(path, tokens.P1)).status, 404, path)
      }
    })

    it('takes JSON of a sensible length', async () => {
      const path = `${paths.endUser}/consentrequests/${await world.asked()}/accept`
      const send = (body: string, type = 'application/json') =>
        world.call('POST', path, { token: tokens.P1, body, headers: { 'content-type': type } })
      assert.equal((await send('{"language":"nb"}', 'text/plain')).status, 415)
      assert.equal((await send(`"${'x'.repeat(64 * 1024)}"`)).status, 413)
    })
  },
  'before all',
)
