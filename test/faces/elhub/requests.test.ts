import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { marketParty } from '../../../server/domain/party.ts'
import { osloDay, osloMidnight, yearsLater } from '../../../server/domain/text/oslo.ts'
import { osloTime } from '../../../server/faces/elhub/wire/time.ts'
import { onEachDatabase } from '../../support/database.ts'
import { errorsAgainst, upstreamSchemas } from '../../support/elhub-schemas.ts'
import {
  answerOf,
  assertRefused,
  type ElhubWorld,
  glns,
  goodRequest,
  grants,
  moveInOf,
  nins,
  organization,
  points,
  refusals,
  requests,
  startElhubWorld,
  uuid,
} from '../../support/elhub-world.ts'

const trace = '850cf459-d425-409a-a05d-7c6c9d1c0d64'
const unknown = 'd2c1a8b4-0f5e-4f7e-9b1a-3a1f7e0c9a55'
const documentation = '/access/v0/openapi'
const day = 24 * 3600 * 1000

const unauthorized = [401, 'Unauthorized', 'Missing or invalid token.'] as const
const forbidden = [403, 'Forbidden', 'Access is denied for this endpoint.'] as const
const noEndpoint = [
  404,
  'Endpoint not found',
  'The requested endpoint does not exist. Please check the URL.',
] as const
const { badId, notYours } = refusals
const decided = [
  422,
  'Invalid status state',
  "AuthorizationRequest must be in 'Pending' status to update.",
] as const
const expired = [422, 'AuthorizationRequest has expired', 'Validity period has passed.'] as const

interface Listed {
  readonly id: string
  readonly attributes: { readonly status: string; readonly createdAt: string }
  readonly relationships: Readonly<Record<string, { readonly data: { readonly id: string } }>>
}

onEachDatabase(
  'elhub: requests',
  database => {
    let world: ElhubWorld

    before(async () => {
      world = await startElhubWorld(database)
    })
    afterEach(() => world.app.clock.reset())
    after(() => world.close())

    const accept = (id: string, token = 'p1') => world.patch(id, answerOf(id, 'Accepted'), token)
    const reject = (id: string, token = 'p1') => world.patch(id, answerOf(id, 'Rejected'), token)
    const list = async (token: string, query = '') => (await world.get(`${requests}${query}`, token)).body
    const one = async (id: string, token = 'bs') => (await world.get(`${requests}/${id}`, token)).body.data

    it('E1 wants a user agent', async () => {
      const answer = await world.call('GET', requests, { headers: { 'user-agent': '' } })
      assertRefused(answer, 400, 'Bad request', 'Missing User-Agent header')
    })

    it('E2 echoes the trace id in both headers', async () => {
      const { status, headers } = await world.call('GET', requests, { headers: { ElhubTraceId: trace } })
      assert.equal(status, 200)
      assert.deepEqual([headers.get('ElhubTraceId'), headers.get('Elhub-Trace-Id')], [trace, trace])
    })

    it('E3 makes a trace id where there is none', async () => {
      const { headers } = await world.get(requests)
      assert.match(headers.get('ElhubTraceId') ?? '', uuid)
      assert.equal(headers.get('ElhubTraceId'), headers.get('Elhub-Trace-Id'))
      const named = await world.call('GET', requests, { headers: { 'x-request-id': 'no-uuid-at-all' } })
      assert.match(named.headers.get('ElhubTraceId') ?? '', uuid)
      assert.equal(named.headers.get('X-Request-Id'), named.headers.get('ElhubTraceId'))
    })

    it('E4 refuses a trace id that is no UUID, and does not echo it', async () => {
      for (const sent of ['not-a-uuid', '123', ' ', `${trace}x`, '1-1-1-1-1']) {
        const answer = await world.call('GET', requests, { headers: { ElhubTraceId: sent } })
        assertRefused(answer, 400, 'Invalid trace ID', "Header 'ElhubTraceId' must be a valid UUID")
        assert.equal(answer.headers.get('ElhubTraceId'), null)
        assert.equal(answer.headers.get('Elhub-Trace-Id'), null)
      }
    })

    it('knows no other path and no other method, whoever asks', async () => {
      const unmatched = [
        ['GET', '/access/v0/nothing'],
        ['GET', '/access/v0'],
        ['DELETE', requests],
        ['PUT', requests],
        ['DELETE', `${requests}/${unknown}`],
        ['POST', `${grants}/${unknown}`],
        ['GET', `${requests}/`],
        ['GET', `${requests}/${unknown}/`],
        ['GET', '/access/v0/Authorization-Requests'],
        ['GET', `/access/v0/authorization-documents/${unknown}.PDF/`],
      ] as const
      for (const [method, path] of unmatched) {
        assertRefused(await world.call(method, path, { token: null }), ...noEndpoint)
      }
      assert.equal((await world.call('HEAD', requests)).status, 404)
    })

    it('E7 tells every refusal as upstream’s schema has it', async function () {
      if (!upstreamSchemas) {
        console.log(
          '      (upstream’s schemas are not here; SAMTYKKE_TEST_ELHUB_SCHEMAS says where they are)',
        )
        return this.skip()
      }
      const id = await world.put()
      const refused = [
        await world.call('GET', requests, { headers: { 'user-agent': '' } }),
        await world.call('GET', requests, { headers: { ElhubTraceId: 'x' } }),
        await world.call('GET', requests, { headers: { accept: 'text/html' } }),
        await world.call('GET', '/access/v0/nothing'),
        await world.get(requests, 'bad'),
        await world.get(requests, 'grid'),
        await world.get(requests, 'pdp500'),
        await world.get(`${requests}/${unknown}`),
        await world.get(`${requests}?filter[status]=x`),
        await world.post('{'),
        await world.post({}),
        await world.post(goodRequest({ requestedFromName: '' })),
        await world.patch(id, answerOf(unknown, 'Accepted')),
        await world.patch(id, answerOf(id, 'Pending')),
        await world.patch(id, answerOf(id, 'Accepted'), 'p2'),
      ]
      for (const { body } of refused) assert.deepEqual(errorsAgainst(body), [], JSON.stringify(body))
    })

    it('publishes schemas that its own answers keep to', async () => {
      const schemas = `${documentation}/schemas`
      const ajv = new Ajv2020({ strict: false, formats: fullFormats })
      const check = async (name: string, body: unknown) => {
        const published = await world.call('GET', `${schemas}/${name}.schema.json`, { token: null })
        assert.equal(published.status, 200)
        const validate = ajv.compile(published.body)
        assert.ok(validate(body), JSON.stringify(validate.errors))
      }
      const id = await world.put()
      await check('requests/authorization-request-submission', goodRequest())
      await check('requests/authorization-request-resource', (await world.get(`${requests}/${id}`)).body)
      await check('requests/authorization-request-update', answerOf(id, 'Accepted'))
      await check('requests/authorization-request-resource', (await accept(id)).body)
      await check('requests/authorization-request-collection', await list('bs'))
      await check('json-api-error', (await world.get(requests, 'bad')).body)
      for (const none of ['nothing', 'requests/nothing']) {
        assertRefused(await world.call('GET', `${schemas}/${none}`, { token: null }), ...noEndpoint)
      }
      const { status, body } = await world.call('GET', documentation, { token: null })
      assert.equal(status, 200)
      assert.ok('/authorization-requests/{id}' in body.paths)
    })

    it('E8 answers in the media type that the caller takes', async () => {
      const ask = (accept: string) => world.call('GET', requests, { headers: { accept } })
      const type = async (accept: string) => (await ask(accept)).headers.get('content-type')
      const [jsonApi, json] = ['application/vnd.api+json', 'application/json']
      assert.equal(await type(jsonApi), jsonApi)
      assert.equal(await type(json), json)
      assert.deepEqual((await ask(json)).body.data, (await ask(jsonApi)).body.data)
      for (const accept of ['', '*/*', 'application/*', 'text/html, */*;q=0.1']) {
        assert.equal(await type(accept), jsonApi, accept)
      }
      assert.equal(await type('application/json;q=0.5, application/vnd.api+json;q=0.9'), jsonApi)
      assertRefused(await ask('text/html'), 406, 'Not acceptable')
      assertRefused(await ask('application/json;q=0'), 406, 'Not acceptable')
    })

    it('answers 415 to a body of another type', async () => {
      const answer = await world.call('POST', requests, {
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      })
      const detail = 'The requested resource does not have a representation that matches the criteria'
      assertRefused(answer, 415, 'Unsupported media type', detail)
      const typed = { 'content-type': 'application/vnd.api+json; charset=utf-8' }
      assert.equal((await world.post(goodRequest(), 'bs', typed)).status, 201)
    })

    it('E9 E10 wants a good token before anything else', async () => {
      const calls = [
        ['GET', requests],
        ['GET', `${requests}/not-a-uuid`],
        ['POST', requests, '{'],
        ['PATCH', `${requests}/not-a-uuid`, '{'],
      ] as const
      for (const [method, path, body] of calls) {
        for (const token of [null, 'bad']) {
          assertRefused(await world.call(method, path, { token, body }), ...unauthorized)
        }
        for (const authorization of ['', 'Bearer', 'Bearer ', 'bearer bs', 'Bearer  bs', 'Basic bs']) {
          const answer = await world.call(method, path, { token: null, body, headers: { authorization } })
          assertRefused(answer, ...unauthorized)
        }
      }
    })

    it('E11 lets no grid owner in', async () => {
      for (const path of [requests, `${requests}/${unknown}`]) {
        assertRefused(await world.get(path, 'grid'), ...forbidden)
      }
    })

    it('E12 says so when nobody can tell who calls', async () => {
      for (const token of ['pdp500', 'pdperr']) {
        const answer = await world.get(requests, token)
        assertRefused(answer, 503, 'Service Unavailable', 'Service unavailable; please try again later')
      }
    })

    it('E49 lists what the caller asked or was asked, newest first, and nothing else', async () => {
      await world.put()
      await world.put(goodRequest({ requestedForMeteringPointAddress: 'Another street' }))
      for (const [token, party, id] of [
        ['p1', 'requestedTo', world.ids.p1],
        ['bs', 'requestedBy', glns.bs],
      ] as const) {
        const { data, meta } = await list(token)
        assert.ok(data.length >= 2 && data.length === meta.totalItems)
        assert.ok(data.every(({ relationships }: Listed) => relationships[party]?.data.id === id))
        const times: string[] = data.map(({ attributes }: Listed) => attributes.createdAt)
        assert.ok(times.every((time, index) => index === 0 || time <= (times[index - 1] ?? '')))
      }
      for (const token of ['bs2', 'p2', 'org', 'inact']) {
        const { data, meta, links } = await list(token)
        assert.deepEqual([data, meta.totalItems, meta.totalPages], [[], 0, 0])
        assert.equal(links.last, `${requests}?page[number]=0&page[size]=100`)
        assert.ok(!('next' in links) && !('prev' in links))
      }
    })

    it('E49 does not make a caller known by listing', async () => {
      const count = () => database.connection().read('select count(*) from party')
      const before = await count()
      await world.get(requests, 'nobs')
      assert.deepEqual(await count(), before)
    })

    it('gives a system no list', async () => {
      assertRefused(await world.get(requests, 'sys'), ...notYours)
    })

    it('E50 F19 pages with literal brackets in its links, and without a gap from any page on', async () => {
      for (let index = 0; index < 15; index++) await world.put(moveInOf(nins.p3))
      const link = (page: number) => `${requests}?page[number]=${page}&page[size]=5`
      const { data, meta, links } = await list('p3', '?page[number]=1&page[size]=5')
      assert.equal(data.length, 5)
      const { createdAt: _, ...numbers } = meta
      assert.deepEqual(numbers, { totalItems: 15, totalPages: 3, page: 1, pageSize: 5 })
      assert.deepEqual(links, { self: link(1), first: link(0), last: link(2), prev: link(0), next: link(2) })

      const beyond = await list('p3', '?page[number]=7&page[size]=5')
      assert.deepEqual([beyond.data, beyond.meta.totalItems], [[], 15])
      const all = await list('p3')
      const pages = await Promise.all([0, 1, 2].map(page => list('p3', `?page[number]=${page}&page[size]=5`)))
      const ids = (listed: readonly Listed[]) => listed.map(({ id }) => id)
      assert.deepEqual(
        pages.flatMap(page => ids(page.data)),
        ids(all.data),
      )
    })

    it('S56 takes any page for some page', async () => {
      for (const [query, page, pageSize] of [
        ['page[number]=-1&page[size]=0', 0, 1],
        ['page[number]=x&page[size]=1e9', 0, 100],
        ['page[number]=99999999999&page[size]=NaN', 0, 100],
        ['page[number]=2147483647&page[size]=101', 2147483647, 100],
        ['page[number]=1&page[number]=2&page[size]=', 1, 100],
        ['page[number]=1%27;drop&page[size]=5.5', 0, 100],
      ] as const) {
        const { meta } = await list('p3', `?${query}`)
        assert.deepEqual([meta.page, meta.pageSize], [page, pageSize], query)
      }
    })

    it('E53 E54 filters by status as it is at this moment', async () => {
      const [pending, rejected, accepted] = [await world.put(), await world.put(), await world.put()]
      await reject(rejected)
      await accept(accepted)
      const idsOf = async (filter: string, token = 'bs') =>
        (await list(token, `?filter[status]=${filter}`)).data.map(({ id }: Listed) => id)
      const both = await list('bs', '?filter[status]=Pending,Rejected,Pending')
      assert.ok(both.data.every(({ attributes }: Listed) => attributes.status !== 'Accepted'))
      const links = Object.values(both.links) as string[]
      assert.ok(links.every(text => text.endsWith('&filter[status]=Pending,Rejected')))
      assert.ok((await idsOf('Pending')).includes(pending))
      assert.ok((await idsOf('Accepted', 'p1')).includes(accepted))
      assert.equal((await idsOf('%20')).length, (await list('bs')).data.length)

      world.app.clock.move(29 * day)
      assert.ok((await idsOf('Expired')).includes(pending))
      assert.ok(!(await idsOf('Pending')).includes(pending))
      assert.equal((await one(pending)).attributes.status, 'Expired')
      assert.ok((await idsOf('Rejected')).includes(rejected))
    })

    it('E55 names the statuses that there are', async () => {
      for (const raw of ['Foo', 'Pending, Rejected', 'pending', 'Pending,', '__proto__', 'Signed']) {
        const answer = await world.get(`${requests}?filter[status]=${encodeURIComponent(raw)}`)
        const detail = `Invalid filter[status] value '${raw}'. Valid values: Accepted, Expired, Pending, Rejected`
        assertRefused(answer, 400, 'Invalid input', detail)
      }
    })

    it('E57 shows a request to the two who have to do with it', async () => {
      const id = await world.put()
      for (const token of ['bs', 'p1']) {
        const { status, body } = await world.get(`${requests}/${id}`, token)
        assert.equal(status, 200)
        assert.equal(body.data.id, id)
        assert.deepEqual(body.links, { self: `${requests}/${id}` })
        assert.equal(body.meta.createdAt, body.data.attributes.createdAt)
      }
      for (const token of ['bs2', 'p2', 'org', 'sys']) {
        assertRefused(await world.get(`${requests}/${id}`, token), ...notYours)
      }
    })

    it('E58 tells what is unknown from what is no id', async () => {
      const detail = 'The requested resource could not be found'
      assertRefused(await world.get(`${requests}/${unknown}`), 404, 'Not found error', detail)
      for (const id of ['not-a-uuid', '1-1-1-1-1', '%00', "'--", 'a'.repeat(100)]) {
        assertRefused(await world.get(`${requests}/${id}`), ...badId)
      }
    })

    it('E59 E60 accepts, which gives a grant for a year', async () => {
      world.app.clock.set(new Date('2028-02-29T12:34:56.789Z'))
      const id = await world.put()
      world.app.clock.set(new Date('2028-02-29T12:35:56.789Z'))
      const { status, body } = await accept(id)
      assert.equal(status, 200)
      const { attributes, relationships, meta } = body.data
      assert.equal(attributes.status, 'Accepted')
      assert.equal(attributes.createdAt, '2028-02-29T13:34:56+01:00')
      assert.equal(attributes.updatedAt, '2028-02-29T13:35:56+01:00')
      assert.deepEqual(relationships.approvedBy, { data: { type: 'Person', id: world.ids.p1 } })
      const grant = relationships.authorizationGrant.data.id
      assert.equal(relationships.authorizationGrant.links.self, `${grants}/${grant}`)
      assert.equal(meta.textVersion, 'v1')
      assert.equal(meta.requestedFromName, 'Kari Eksempel')
      assert.equal((await one(id)).relationships.authorizationGrant.data.id, grant)

      const given = (await world.get(`${grants}/${grant}`)).body.data
      const today = osloDay(world.app.clock.now())
      assert.equal(given.attributes.status, 'Active')
      assert.equal(given.attributes.validFrom, osloTime(osloMidnight(today)))
      assert.equal(given.attributes.validTo, osloTime(osloMidnight(yearsLater(today, 1))))
      assert.equal(given.attributes.validTo, '2029-02-28T00:00:00+01:00')
      assert.deepEqual(given.relationships.source, {
        data: { type: 'AuthorizationRequest', id },
        links: { self: `${requests}/${id}` },
      })
      assert.deepEqual(given.relationships.grantedTo.data, { type: 'OrganizationEntity', id: glns.bs })
      assert.deepEqual(given.relationships.grantedBy.data, { type: 'Person', id: world.ids.p1 })
      assert.ok(!('meta' in given))
      const { data } = (await world.get(`${grants}/${grant}/scopes`)).body
      assert.equal(data.length, 1)
      assert.equal(data[0].attributes.permissionType, 'ChangeOfBalanceSupplierForPerson')
      assert.deepEqual(data[0].relationships.authorizedResources.data, [
        { type: 'MeteringPoint', id: points.m1 },
      ])
    })

    it('keeps the day of moving in on the grant, and nothing else', async () => {
      const id = await world.put(moveInOf(nins.p2, { moveInDate: '2024-01-31' }))
      const { body } = await accept(id, 'p2')
      const grant = body.data.relationships.authorizationGrant.data.id
      const { data } = (await world.get(`${grants}/${grant}`)).body
      assert.deepEqual(data.meta, { moveInDate: '2024-01-31' })
    })

    it('lets an organization be moved in and answer', async () => {
      const party = { idType: 'OrganizationNumber', idValue: organization }
      const id = await world.put({
        ...moveInOf(nins.p1, { requestedFrom: party, requestedTo: party }),
      })
      const { body } = await accept(id, 'org')
      const shown = { data: { type: 'Organization', id: organization } }
      assert.deepEqual(body.data.relationships.requestedFrom, shown)
      assert.deepEqual(body.data.relationships.approvedBy, shown)
      assertRefused(await accept(id, 'p1'), 403, 'Not allowed to update')
    })

    it('keeps who called in the name of another', async () => {
      const headers = { SenderGLN: glns.bs2, OnBehalfOfGLN: glns.bs }
      const { body } = await world.post(goodRequest(), 'bs', headers)
      const request = await world.app.stores.consents.findRequest(body.data.id)
      const handler = await world.app.stores.parties.findByIdentifier(marketParty(glns.bs2))
      assert.equal(request?.handledBy, handler?.id)
      assert.deepEqual(body.data.relationships.requestedBy.data.id, glns.bs)
    })

    it('E62 rejects for good', async () => {
      const id = await world.put()
      const { status, body } = await reject(id)
      assert.equal(status, 200)
      assert.equal(body.data.attributes.status, 'Rejected')
      assert.ok(!('authorizationGrant' in body.data.relationships))
      assert.ok(!('approvedBy' in body.data.relationships))
      assertRefused(await accept(id), ...decided)
    })

    it('E63 accepts once', async () => {
      const id = await world.put()
      assert.equal((await accept(id)).status, 200)
      assertRefused(await accept(id), ...decided)
      assertRefused(await reject(id), ...decided)
    })

    for (const [title, answer] of [
      ['accepts', () => accept],
      ['answers', (index: number) => (index % 2 === 0 ? accept : reject)],
    ] as const) {
      it(`E63 lets exactly one of ten ${title} at once win`, async () => {
        const id = await world.put()
        const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => answer(index)(id)))
        assert.equal(answers.filter(({ status }) => status === 200).length, 1)
        for (const lost of answers.filter(({ status }) => status !== 200)) assertRefused(lost, ...decided)
        const given = await database
          .connection()
          .read<{ count: number }>(
            'select count(*)::integer as count from authorization_grant where request_id = $1',
            [id],
          )
        const isAccepted = (await one(id)).attributes.status === 'Accepted'
        assert.equal(given[0]?.count, isAccepted ? 1 : 0)
      })
    }

    it('E65 takes no answer after its time', async () => {
      const id = await world.put()
      world.app.clock.move(28 * day)
      assertRefused(await accept(id), ...expired)
      assertRefused(await reject(id), ...expired)
    })

    it('E66 takes yes and no for an answer', async () => {
      const id = await world.put()
      for (const status of ['Expired', 'Pending']) {
        const answer = await world.patch(id, answerOf(id, status))
        const detail = "Only 'Accepted' and 'Rejected' statuses are allowed."
        assertRefused(answer, 422, 'Invalid status transition', detail)
      }
      const detail = "Invalid value 'Nope' for field 'status' at $.data.attributes.status"
      const answer = await world.patch(id, answerOf(id, 'Nope'))
      assertRefused(answer, 400, 'Invalid field value in request body', detail)
    })

    it('E67 S50 wants the same id in the body and in the path', async () => {
      const id = await world.put()
      for (const other of ['1234', unknown]) {
        const answer = await world.patch(id, answerOf(other, 'Accepted'))
        const detail = "Expected 'data.id' to be the same as in URL path {id}"
        assertRefused(answer, 409, 'Resource id mismatch', detail)
      }
      for (const none of ['', ' ', null, undefined]) {
        const answer = await world.patch(id, answerOf(id, 'Accepted', { id: none }))
        assertRefused(answer, 400, 'Missing input', 'Necessary information was not provided')
      }
      const shouted = id.toUpperCase()
      assert.equal((await world.patch(shouted, answerOf(shouted, 'Accepted'))).status, 200)
    })

    it('E68 looks at the path before the body, and at the id before the type', async () => {
      const id = await world.put()
      assertRefused(await world.patch('random-id', ''), ...badId)
      const typed = await world.patch(id, answerOf(id, 'Accepted', { type: 'test' }))
      const detail = "Expected 'data.type' to be 'AuthorizationRequest', but received 'test'"
      assertRefused(typed, 409, 'Resource type mismatch', detail)
      const neither = await world.patch(id, answerOf('1234', 'Accepted', { type: 'test' }))
      assertRefused(neither, 409, 'Resource id mismatch')
      const nowhere = await world.patch(unknown, answerOf(unknown, 'Accepted'))
      assertRefused(nowhere, 404, 'Not found error', 'AuthorizationRequest could not be found')
    })

    it('E69 S49 lets nobody else answer', async () => {
      const id = await world.put()
      for (const token of ['p2', 'bs', 'bs2', 'org', 'sys']) {
        for (const status of ['Accepted', 'Pending']) {
          const answer = await world.patch(id, answerOf(id, status), token)
          const detail = 'Party not allowed to update AuthorizationRequest.'
          assertRefused(answer, 403, 'Not allowed to update', detail)
        }
      }
      assert.equal((await one(id)).attributes.status, 'Pending')
    })
  },
  'before all',
)
