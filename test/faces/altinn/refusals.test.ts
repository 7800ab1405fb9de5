import assert from 'node:assert/strict'
import type { ConsentResource } from '../../../server/domain/registry/consent-resource.ts'
import {
  type AltinnWorld,
  altinnWorld,
  organizationClaim,
  paths,
  right,
  scopes,
  urnOf,
} from '../../support/altinn-world.ts'
import type { Reply } from '../../support/bearer-call.ts'
import { onEachDatabase } from '../../support/database.ts'
import { maskinportenOf } from '../../support/maskinporten.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const income = right('ttd_inntektsopplysninger', { inntektsaar: '2025' })

/** The one validation error of an answer. */
function validationErrorIn({ status, json }: Reply): { code: string; paths: readonly string[] } {
  assert.deepEqual([status, json.code, json.validationErrors.length], [400, 'STD-00000', 1])
  const [
    {
      code,
      paths: [...at],
    },
  ] = json.validationErrors
  return { code, paths: at }
}

const codesIn = ({ json }: Reply): readonly string[] =>
  json.problems.map(({ code }: { code: string }) => code)

onEachDatabase(
  'altinn: what cannot be asked for',
  database => {
    let app: WholeApp
    let world: AltinnWorld

    before(async () => {
      app = await startWholeApp(database)
      world = await altinnWorld(app)
    })
    after(() => app.close())

    const unreadable = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
      const { status, headers, json } = await world.post(changes)
      assert.deepEqual(
        [status, json.code, typeof json.errors],
        [400, undefined, 'object'],
        JSON.stringify(changes),
      )
      assert.equal(headers.get('content-type'), 'application/problem+json')
    }

    it('half a character or a NUL, wherever it stands: the answer says where', async () => {
      const resource = { type: 'urn:altinn:resource', value: 'ttd_inntektsopplysninger' }
      const aRight = (changes: object) => ({ consentRights: [{ ...income, ...changes }] })
      for (const text of ['\ud800', 'a\0b', 'x\udc00\ud800']) {
        await unreadable(aRight({ action: ['read', text] }))
        await unreadable(aRight({ resource: [{ ...resource, value: text }] }))
        await unreadable(aRight({ metadata: { inntektsaar: text } }))
        await unreadable(aRight({ metadata: { [text]: 'x' } }))
        await unreadable({ requestMessage: { nb: text } })
        await unreadable({ redirectUrl: `https://bank.example/${text}` })
      }
    })

    it('metadata whose value is no text', async () => {
      for (const value of [{}, { a: 'b' }, ['2025'], 2025, true])
        await unreadable({ consentRights: [{ ...income, metadata: { inntektsaar: value } }] })
    })

    it('A25 a redirect to no address, or to a program', async () => {
      const wrong = [
        'not a valid url',
        '/relative',
        'https://',
        'https:example.com',
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'java\nscript:alert(1)',
        ' javascript:alert(1)',
        'data:text/html,x',
        'vbscript:x',
        'file:///etc/passwd',
        'blob:https://a.example/1',
        'about:blank',
        'view-source:javascript:alert(1)',
        'feed:DATA:text/html,x',
      ]
      for (const redirectUrl of wrong) {
        const expected = { code: 'AM.VLD-00027', paths: ['RedirectUrl'] }
        assert.deepEqual(validationErrorIn(await world.post({ redirectUrl })), expected, redirectUrl)
      }
    })

    it('A26 two wrong values are one refusal', async () => {
      const { status, json } = await world.post({ redirectUrl: 'x', validTo: '2020-01-01T00:00:00Z' })
      const codes = json.validationErrors.map(({ code }: { code: string }) => code)
      assert.deepEqual([status, json.code, codes], [400, 'STD-00000', ['AM.VLD-00022', 'AM.VLD-00027']])
    })

    it('A27 no redirect at all', async () => {
      await unreadable({ redirectUrl: undefined })
      await unreadable({ redirectUrl: '' })
    })

    it('A28 no right', async () => {
      const found = validationErrorIn(await world.post({ consentRights: [] }))
      assert.deepEqual(found, { code: 'AM.VLD-00023', paths: ['Resource'] })
    })

    it('A29 a right without an action', async () => {
      const consentRights = [right('ttd_inntektsopplysninger', { inntektsaar: '2025' }, [])]
      const found = validationErrorIn(await world.post({ consentRights }))
      assert.deepEqual(found, { code: 'STD.VLD-00000', paths: ['/consentRight/0/action'] })
    })

    it('A30 a right on no resource, on two, or on one that is not there', async () => {
      const [one] = income.resource
      for (const resource of [null, [], [one, one], [{ ...one, value: 'ttd_nothing' }]]) {
        const { status, json } = await world.post({ consentRights: [{ ...income, resource }] })
        assert.deepEqual([status, json.code], [400, 'AM-00005'])
      }
    })

    it('A31 metadata that the resource does not have', async () => {
      const { status, json } = await world.post({
        consentRights: [right('ttd_navnescore', { INNTEKTSAAR: '1' })],
      })
      assert.equal(status, 400)
      assert.deepEqual(
        [json.code, json.key, json.detail],
        ['AM-00006', 'inntektsaar', 'Invalid consent metadata'],
      )
    })

    it('A32 metadata that is missing, or empty', async () => {
      const missing = await world.post({ consentRights: [right('ttd_skattegrunnlag', { FRAOGMED: '1' })] })
      assert.deepEqual([missing.status, missing.json.code, missing.json.key], [400, 'AM-00008', 'tilogmed'])
      const empty = await world.post({
        consentRights: [right('ttd_inntektsopplysninger', { Inntektsaar: '' })],
      })
      assert.deepEqual([empty.status, empty.json.code], [400, 'AM-00007'])
      assert.equal(empty.json['ConsentRight index: 0, key'], 'inntektsaar')
    })

    it('A33 both at once', async () => {
      const metadata = { fraOgMed: '1', tilOgMedwrong: '2' }
      const reply = await world.post({ consentRights: [right('ttd_skattegrunnlag', metadata)] })
      assert.deepEqual([reply.status, reply.json.code], [500, 'STD-00001'])
      assert.deepEqual(codesIn(reply), ['AM-00006', 'AM-00008'])
    })

    it('A34 a wrong time and wrong metadata are two', async () => {
      const consentRights = [right('ttd_navnescore', { x: '1' })]
      const reply = await world.post({ consentRights, validTo: '2020-01-01T00:00:00Z' })
      assert.deepEqual([reply.status, codesIn(reply)], [500, ['AM-00006', 'STD-00000']])
    })

    it('A35 resources of two templates', async () => {
      const consentRights = [income, right('ttd_skattegrunnlag2', { fraogmed: '1', tilogmed: '2' })]
      const { status, json } = await world.post({ consentRights })
      assert.deepEqual([status, json.code], [400, 'AM-00009'])
    })

    it('A36 a person whom nobody knows', async () => {
      const from = urnOf({ nin: world.unknown.nin })
      const { status, json } = await world.post({ from })
      const { type, title, status: _status, detail, code, ...extensions } = json
      assert.deepEqual([status, code, extensions], [400, 'AM-00004', { fnumber: from }])
      assert.deepEqual([title, typeof detail], ['Bad Request', 'string'])
      assert.equal(type, 'https://tools.ietf.org/html/rfc9110#section-15.5.1')
    })

    it('A37 an organization that nobody knows', async () => {
      const { orgno } = world.unknown
      const from = urnOf({ orgno })
      const unknownGiver = await world.post({ from })
      assert.deepEqual(
        [unknownGiver.status, unknownGiver.json.code, unknownGiver.json.orgnr],
        [400, 'AM-00003', from],
      )
      const token = await world.machine(scopes.write, { consumer: organizationClaim(orgno) })
      const unknownCaller = await world.post({ to: from }, token)
      assert.deepEqual([unknownCaller.status, unknownCaller.json.code], [400, 'AM-00003'])
    })

    it('A38 the first unknown party ends it', async () => {
      const from = urnOf({ nin: world.unknown.nin })
      const { json } = await world.post({ from, redirectUrl: 'x', requiredDelegator: from })
      assert.deepEqual([json.code, json.fnumber], ['AM-00004', from])
    })

    it('A39 an end that is past', async () => {
      const validTo = new Date(app.clock.now().getTime() - 60_000).toISOString()
      assert.deepEqual(validationErrorIn(await world.post({ validTo })), {
        code: 'AM.VLD-00022',
        paths: ['ValidTo'],
      })
    })

    it('A40 for another, without the scope for it', async () => {
      const { status, text } = await world.post({ to: urnOf(world.parties.O3) })
      assert.deepEqual([status, text], [403, ''])
    })

    it('A41 an organization as the one who answers', async () => {
      await unreadable({ requiredDelegator: urnOf(world.parties.O4) })
    })

    it('A42 S54 numbers with wrong control digits, ids of nobody, and what names nobody', async () => {
      await unreadable({ from: 'urn:altinn:person:identifier-no:01025161014' })
      await unreadable({ from: 'urn:altinn:organization:identifier-no:810419513' })
      await unreadable({ from: `urn:altinn:party:uuid:${crypto.randomUUID()}` })
      await unreadable({ from: 'urn:altinn:partyid:50001' })
      await unreadable({ to: '810419512' })
    })

    it('A43 a body that does not even read', async () => {
      const token = await world.machine(scopes.write)
      const send = (body: string, type = 'application/json') =>
        world.call('POST', paths.requests, { token, body, headers: { 'content-type': type } })
      for (const body of ['', '{', '[]', '"x"', 'null', '{"id":1}']) {
        const { status, json } = await send(body)
        assert.deepEqual([status, json.code, typeof json.errors], [400, undefined, 'object'], body)
      }
      assert.equal((await send('id=1', 'application/x-www-form-urlencoded')).status, 415)
      assert.equal((await send(JSON.stringify({ requestMessage: 'x'.repeat(70_000) }))).status, 413)
      await unreadable({ id: 'x' })
      await unreadable({ validTo: '2027-02-30T00:00:00Z' })
      await unreadable({ portalViewMode: 'peek' })
      await unreadable({ requestMessage: { nb: 'x'.repeat(4001) } })
      await unreadable({
        requestMessage: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`l${n}`, 'x'])),
      })
    })

    it('A44 S53 a resource that is not for consent', async () => {
      const { status, json } = await world.post({ consentRights: [right('ttd_not_consent')] })
      assert.deepEqual([status, json.code], [400, 'AM-00005'])
    })

    it('A45 S53 a resource that the caller may not ask for; nothing is stored', async () => {
      const open = (await app.stores.registry.consentResources.find('ttd_navnescore')) as ConsentResource
      await app.stores.registry.consentResources.put({
        ...open,
        id: 'ttd_closed',
        askers: [world.parties.O3.orgno!],
      })
      const body = world.body({ consentRights: [right('ttd_closed')] })
      const { status, text } = await world.post(body)
      assert.deepEqual([status, text], [403, ''])
      assert.equal((await world.read(body.id)).json.code, 'AM-00001')
    })

    it('S53 a resource that the giver may not give', async () => {
      const open = (await app.stores.registry.consentResources.find('ttd_navnescore')) as ConsentResource
      const givers = { persons: false, organizations: true }
      await app.stores.registry.consentResources.put({ ...open, id: 'ttd_companies', givers })
      const consentRights = [right('ttd_companies')]
      const { status, json } = await world.post({ consentRights })
      assert.deepEqual([status, json.code], [400, 'AM-00005'])
      assert.equal((await world.post({ consentRights, from: urnOf(world.parties.O4) })).status, 201)
    })

    it('A46 a wrong scope is told before a wrong body', async () => {
      const token = await world.machine(scopes.read)
      assert.equal((await world.call('POST', paths.requests, { token, body: '{' })).status, 403)
    })

    it('anything by a token that was made for somebody else’s API', async () => {
      const maskinporten = await maskinportenOf(app)
      const own = (resource: unknown) =>
        maskinporten.tokenFor(maskinporten.clients.O1, scopes.write, { resource })
      const foreign = ['https://elsewhere.example', ['https://elsewhere.example', 'https://third.example']]
      for (const aud of foreign) {
        assert.equal((await world.post({}, await own(aud))).status, 401)
        assert.equal((await world.post({}, await world.machine(scopes.write, { aud }))).status, 401)
        const portal = await world.endUser(world.parties.P1.uuid, { aud })
        assert.equal(
          (
            await world.call('GET', `${paths.endUser}/consentrequests/${crypto.randomUUID()}`, {
              token: portal,
            })
          ).status,
          401,
        )
      }
      for (const aud of ['unspecified', app.publicUrl, ['https://elsewhere.example', `${app.publicUrl}/`]]) {
        assert.equal((await world.post({}, await own(aud))).status, 201)
        assert.equal((await world.post({}, await world.machine(scopes.write, { aud }))).status, 201)
      }
    })

    it('S42 names that objects inherit are names of nothing', async () => {
      const keys = JSON.parse('{"constructor": "x", "inntektsaar": "2025"}')
      const { json } = await world.post({ consentRights: [right('ttd_inntektsopplysninger', keys)] })
      assert.deepEqual([json.code, json.key], ['AM-00006', 'constructor'])
      const own = JSON.parse('{"__proto__": "x", "inntektsaar": "2025"}')
      await unreadable({ consentRights: [right('ttd_inntektsopplysninger', own)] })
      const { json: nameless } = await world.post({ consentRights: [right('__proto__')] })
      assert.equal(nameless.code, 'AM-00005')
    })

    it('keys that differ only in case stand once', async () => {
      const metadata = { inntektsaar: '2025', INNTEKTSAAR: '2024' }
      const { json } = await world.post({ consentRights: [right('ttd_inntektsopplysninger', metadata)] })
      assert.deepEqual([json.code, json.key], ['AM-00006', 'inntektsaar'])
    })

    it('a look-up without a token, in another media type, or of any length', async () => {
      const token = await world.machine(scopes.lookUp)
      const send = (body: string, type: string, bearer: string | undefined = token) =>
        world.call('POST', paths.lookUp, { token: bearer, body, headers: { 'content-type': type } })
      assert.equal((await world.call('POST', paths.lookUp, { body: '{}' })).status, 401)
      assert.equal((await send('{}', 'text/plain')).status, 415)
      assert.equal((await send(`"${'x'.repeat(64 * 1024)}"`, 'application/json')).status, 413)
    })

    it('resources are told to everybody, each by its identifier', async () => {
      const read = (path: string) => world.call('GET', `/resourceregistry/api/v1/resource/${path}`)
      const { status, json } = await read('ttd_navnescore')
      assert.deepEqual([status, json.identifier], [200, 'ttd_navnescore'])
      const all = await read('search')
      assert.equal(all.status, 200)
      assert.ok(all.json.some(({ identifier }: { identifier: string }) => identifier === 'ttd_navnescore'))
      assert.equal((await read('ttd_nothing')).status, 404)
      assert.equal((await read('x'.repeat(201))).status, 400)
    })
  },
  'before all',
)
