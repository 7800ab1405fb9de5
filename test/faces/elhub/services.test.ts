import assert from 'node:assert/strict'
import { person } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { give } from '../../support/elhub-grants.ts'
import {
  answerOf,
  assertRefused,
  type ElhubWorld,
  goodRequest,
  grants,
  moveInOf,
  nins,
  requests,
  startElhubWorld,
} from '../../support/elhub-world.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

const elsewhere = '9c1e0b8a-3a53-4d0f-8f0e-6d4b6f6f2f10'
const internal = [500, 'Internal server error', 'An internal server error occurred'] as const

const names = ['tokens', 'persons', 'points', 'organizations', 'redirects'] as const

type Services = Readonly<Record<(typeof names)[number], ScriptedService>>

const refusal = (status: string) => ({ errors: [{ status, title: 't', detail: 'd' }] })

const good = {
  tokens: { body: { access_token: 't', expires_in: 3600 } },
  persons: { status: 201, body: { data: { id: elsewhere, type: 'Person' } } },
  points: {
    body: {
      data: {
        attributes: {
          accessType: 'OWNED',
          accountingPoint: { blockedForSwitching: false, meter: { meterNumber: '42' } },
        },
        relationships: { endUser: { data: { type: 'Person', id: elsewhere } } },
      },
    },
  },
  organizations: { body: { data: { attributes: { status: 'ACTIVE' }, relationships: {} } } },
  redirects: { body: { RedirectUrls: { Production: 'https://supplier.example/x' } } },
} as const

onEachDatabase(
  'The Elhub face among Elhub’s own services',
  database => {
    let services: Services
    let world: ElhubWorld

    before(async () => {
      const started = await Promise.all(
        names.map(async name => [name, await startScriptedService([good[name]])] as const),
      )
      services = Object.fromEntries(started) as Services
      world = await startElhubWorld(database, {
        SAMTYKKE_ELHUB_IDP_TOKEN_URL: `${services.tokens.url}/token`,
        SAMTYKKE_ELHUB_AUTH_PERSONS_URL: services.persons.url,
        SAMTYKKE_ELHUB_AUTH_PERSONS_IDP_CLIENT_ID: 'persons',
        SAMTYKKE_ELHUB_AUTH_PERSONS_IDP_CLIENT_SECRET: 'secret',
        SAMTYKKE_ELHUB_STRUCTURE_DATA_METERING_POINTS_SERVICE_URL: services.points.url,
        SAMTYKKE_ELHUB_STRUCTURE_DATA_METERING_POINTS_SERVICE_IDP_CLIENT_ID: 'points',
        SAMTYKKE_ELHUB_STRUCTURE_DATA_METERING_POINTS_SERVICE_IDP_CLIENT_SECRET: 'secret',
        SAMTYKKE_ELHUB_STRUCTURE_DATA_ORGANISATIONS_SERVICE_URL: services.organizations.url,
        SAMTYKKE_ELHUB_STRUCTURE_DATA_ORGANISATIONS_API_USERNAME: 'user',
        SAMTYKKE_ELHUB_STRUCTURE_DATA_ORGANISATIONS_API_PASSWORD: 'pass',
        SAMTYKKE_ELHUB_EDIEL_SERVICE_URL: services.redirects.url,
        SAMTYKKE_ELHUB_EDIEL_USERNAME: 'user',
        SAMTYKKE_ELHUB_EDIEL_PASSWORD: 'pass',
      })
    })
    beforeEach(() => {
      for (const name of names) services[name].say(good[name])
    })
    after(async () => {
      await world.close()
      for (const name of names) await services[name].close()
    })

    it('asks each of them once, with the trace of the call', async () => {
      const trace = '850cf459-d425-409a-a05d-7c6c9d1c0d64'
      const { status, text, body } = await world.post(goodRequest(), 'bs', { ElhubTraceId: trace })
      assert.equal(status, 201, text)
      assert.equal(body.data.meta.requestedForMeterNumber, '42')
      for (const name of ['persons', 'points', 'organizations', 'redirects'] as const) {
        assert.equal(services[name].asked.length, 1, name)
        assert.ok(!services[name].asked[0]!.path.includes(nins.p1))
      }
      for (const name of ['persons', 'points', 'organizations'] as const) {
        assert.equal(services[name].asked[0]!.headers.elhubtraceid, trace)
      }
      assert.ok(services.points.asked[0]!.path.endsWith(`?endUserId=${elsewhere}`))
    })

    it('knows a person by the directory’s id, though she had another here before', async () => {
      const { parties } = world.app.stores
      const known = await parties.findOrAdd(person(nins.p1))
      assert.notEqual(known.id, elsewhere)
      world.learnPerson('directory-p1', elsewhere)
      const { request, grant } = await give(world, goodRequest(), 'directory-p1')
      const answers = [
        await world.get(`${requests}/${request}`, 'directory-p1'),
        await world.get(`${grants}/${grant}`, 'sys'),
      ]
      for (const { text } of answers) {
        assert.ok(text.includes(elsewhere))
        assert.ok(!text.includes(known.id) && !text.includes(nins.p1))
      }
      const listed = await world.get(requests, 'directory-p1')
      assert.ok(listed.body.data.some(({ id }: { id: string }) => id === request))
      assert.equal((await parties.findOrAdd(person(nins.p1))).id, known.id)
    })

    it('gives a person whom nobody knew the directory’s id', async () => {
      const id = '1b2c3d4e-0000-4000-8000-000000000001'
      services.persons.say({ body: { data: { id } } })
      services.points.say({ body: { data: { attributes: {} } } })
      const nin = '01828300063'
      const { status, text, body } = await world.post(moveInOf(nin))
      assert.equal(status, 201, text)
      assert.equal(body.data.relationships.requestedTo.data.id, id)
      assert.equal((await world.app.stores.parties.findByIdentifier(person(nin)))?.id, id)
      world.learnPerson('newcomer', id)
      const answered = await world.patch(body.data.id, answerOf(body.data.id, 'Accepted'), 'newcomer')
      assert.equal(answered.status, 200)
    })

    it('E28 hears from the directory that a number is nobody’s', async () => {
      const errors = [{ status: '400', code: 'invalid_national_identity_number', title: 't', detail: 'd' }]
      services.persons.say({ status: 400, body: { errors } })
      assertRefused(await world.post(goodRequest()), 422, 'Invalid national identity number')
    })

    for (const [name, line] of [
      ['persons', { status: 400, body: refusal('400') }],
      ['persons', { body: 'garbage' }],
      ['points', { status: 400, body: refusal('400') }],
      ['points', { status: 500, body: refusal('500') }],
      ['points', { body: 'garbage' }],
      ['organizations', { status: 400, body: refusal('400') }],
      ['organizations', { status: 500, body: 'x' }],
      ['organizations', { body: 'garbage' }],
      ['redirects', { status: 400, body: 'x' }],
      ['redirects', { status: 500, body: 'x' }],
      ['redirects', { hangUp: true }],
    ] as const) {
      it(`E46 tells nothing of ${name} that answer ${JSON.stringify(line)}, and asks nobody`, async () => {
        const before = (await world.get(requests)).body.meta.totalItems
        services[name].say(line)
        const answer = await world.post(goodRequest())
        assertRefused(answer, ...internal)
        assert.equal((await world.get(requests)).body.meta.totalItems, before)
      })
    }

    it('E38 takes garbage from the register of redirects as nothing registered', async () => {
      services.redirects.say({ body: 'garbage' })
      assertRefused(
        await world.post(goodRequest()),
        422,
        'Validation error',
        'Redirect URI has invalid format',
      )
    })

    it('E38 takes 404 of the register of redirects as nothing registered', async () => {
      services.redirects.say({ status: 404, body: '' })
      assertRefused(
        await world.post(goodRequest()),
        422,
        'Validation error',
        'Redirect URI has invalid format',
      )
    })

    it('E12 cannot tell who calls when the decision point cannot', async () => {
      const doubt = [503, 'Service Unavailable', 'Service unavailable; please try again later'] as const
      for (const token of ['pdp500', 'pdperr']) {
        const answer = await world.get(requests, token)
        assertRefused(answer, ...doubt)
        assert.ok(answer.headers.get('retry-after'))
        assertRefused(await world.get(grants, token), ...doubt)
      }
    })
  },
  'before all',
)
