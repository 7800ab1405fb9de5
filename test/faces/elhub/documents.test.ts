import assert from 'node:assert/strict'
import { osloDate, osloMidnightIn, osloTime } from '../../../server/faces/elhub/wire/time.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  type DocumentWorld,
  documents,
  goodDocument,
  movingInOf,
  signed,
  startDocumentWorld,
} from '../../support/elhub-documents.ts'
import {
  assertRefused,
  gln,
  glns,
  goodMeta,
  goodParties,
  moveIn,
  nin,
  nins,
  points,
  requests,
  uuid,
} from '../../support/elhub-world.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'

const day = 24 * 3600 * 1000

const without = (...path: readonly string[]) => {
  const body = goodDocument()
  let at = body as unknown as Record<string, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>
  delete at[path.at(-1) ?? '']
  return body
}

onEachDatabase(
  'elhub: making and reading documents',
  database => {
    let world: DocumentWorld

    before(async () => {
      world = await startDocumentWorld(database)
    })
    afterEach(() => world.app.clock.reset())
    after(() => world?.close())

    it('E71 makes a good document, in the language that is asked for', async () => {
      const { status, headers, body, text } = await world.post(goodDocument())
      assert.equal(status, 201, text)
      const { data, links, meta } = body
      assert.match(data.id, uuid)
      assert.equal(data.type, 'AuthorizationDocument')
      assert.equal(data.attributes.status, 'Pending')
      assert.equal(data.attributes.documentType, 'ChangeOfBalanceSupplierForPerson')
      const now = world.app.clock.now()
      assert.equal(data.attributes.validTo, osloTime(osloMidnightIn(28, now)))
      assert.deepEqual(data.relationships, goodParties(world))
      assert.deepEqual(data.meta, goodMeta)
      const self = `${documents}/${data.id}`
      assert.deepEqual(data.links, { self, file: `${self}.pdf` })
      assert.equal(headers.get('location'), self)
      assert.deepEqual(links, { self: documents })
      assert.equal(meta.createdAt, data.attributes.createdAt)
      assert.ok(!text.includes(nins.p1) && !text.includes('null'))
      const inEnglish = await world.post(goodDocument({ language: 'en', redirectURI: 'overlooked' }))
      assert.equal(inEnglish.body.data.meta.language, 'en')
      assert.ok(!('redirectURI' in inEnglish.body.data.meta))
      assertRefused(
        await world.post(goodDocument({ language: 'de' })),
        400,
        'Invalid field value in request body',
        "Invalid value 'de' for field 'language' at $.data.meta.language",
      )
    })

    it('S51 makes one document for requests that are repeated with the same key', async () => {
      const headers = { 'idempotency-key': 'paper-1' }
      const make = () => world.call('POST', documents, { body: goodDocument(), headers })
      const [one, other] = [await make(), await make()]
      assert.equal(other.status, 201)
      assert.deepEqual(other.body, one.body)
    })

    it('E72 refuses with 400 a number that is nobody’s, and bodies as requests are refused', async () => {
      const detail = 'Provided national identity number is invalid'
      for (const meta of [{ requestedFrom: nin('123') }, { requestedTo: nin('123') }]) {
        assertRefused(await world.post(goodDocument(meta)), 400, 'Invalid national identity number', detail)
      }
      const typed = goodDocument()
      typed.data.type = 'test'
      const mismatch = "Expected 'data.type' to be 'AuthorizationDocument', but received 'test'"
      assertRefused(await world.post(typed), 409, 'Resource type mismatch', mismatch)
      const missing = 'Missing required field in request body'
      const lacks = (names: string) => `Field '[${names}]' is missing or invalid`
      assertRefused(
        await world.post(without('data', 'meta', 'requestedBy', 'idValue')),
        400,
        missing,
        lacks('idValue'),
      )
      const bare = { ...goodDocument(), data: { ...goodDocument().data, meta: {} } }
      assertRefused(
        await world.post(bare),
        400,
        missing,
        lacks(
          'requestedBy, requestedFrom, requestedTo, requestedFromName, requestedForMeteringPointId, requestedForMeteringPointAddress, balanceSupplierName, balanceSupplierContractName',
        ),
      )
      assertRefused(
        await world.post(goodDocument({ requestedBy: { idType: 'TEST', idValue: glns.bs } })),
        400,
        'Invalid field value in request body',
        "Invalid value 'TEST' for field 'idType' at $.data.meta.requestedBy.idType",
      )
    })

    it('E72 lets only market parties make documents, in their own name, by the rules of the process', async () => {
      const notYours = 'RequestedBy must match the authorized party'
      assertRefused(await world.post(goodDocument(), 'bs2'), 403, 'Party not authorized', notYours)
      const notAllowed = 'The authorized party is not permitted to perform this action.'
      assertRefused(await world.post(goodDocument(), 'p1'), 403, 'Party not authorized', notAllowed)
      const blocked = 'Metering point is blocked for switching balance supplier'
      assertRefused(
        await world.post(goodDocument({ requestedForMeteringPointId: points.m2 })),
        422,
        'Validation error',
        blocked,
      )
      assertRefused(
        await world.post(goodDocument({ requestedForMeteringPointId: points.unknown })),
        404,
        'Not found error',
        'Metering point not found',
      )
      const now = world.app.clock.now()
      const tomorrow = osloDate(new Date(now.getTime() + day))
      const late = 'Move-in date must be today or back in time'
      assertRefused(
        await world.post(movingInOf(nins.p2, { moveInDate: tomorrow })),
        422,
        'Validation error',
        late,
      )
      const { status, body } = await world.post(movingInOf(nins.p2, { moveInDate: osloDate(now) }))
      assert.equal(status, 201)
      assert.equal(body.data.attributes.documentType, moveIn)
      assert.equal(body.data.meta.moveInDate, osloDate(now))
    })

    it('E72 refuses letters that the document could not show', async () => {
      const answer = await world.post(goodDocument({ requestedFromName: 'Kari 語' }))
      assert.ok([201, 422].includes(answer.status), answer.text)
      if (answer.status === 422) assert.equal(answer.body.errors[0].code, 'unwritable_text')
    })

    it('E73 is read by the one who made it and the one it is about, with the path of the collection', async () => {
      const { id } = await world.make()
      const [bySupplier, byPerson] = [
        await world.get(`${documents}/${id}`),
        await world.get(`${documents}/${id}`, 'p1'),
      ]
      assert.equal(bySupplier.status, 200)
      assert.deepEqual(byPerson.body, bySupplier.body)
      assert.deepEqual(bySupplier.body.links, { self: documents })
      assert.equal(bySupplier.body.data.links.self, `${documents}/${id}`)
      const detail = 'The party is not allowed to access this resource'
      for (const token of ['bs2', 'p2', 'sys']) {
        for (const path of [`${documents}/${id}`, `${documents}/${id}.pdf`]) {
          assertRefused(await world.get(path, token), 403, 'Party not authorized', detail)
        }
      }
      const request = `${requests}/${id}`
      for (const path of [`${documents}/00000000-0000-4000-8000-000000000000`, request]) {
        const nothing = 'The requested resource could not be found'
        assertRefused(await world.get(path), 404, 'Not found error', nothing)
      }
      const malformed = 'The provided payload did not satisfy the expected format'
      assertRefused(await world.get(`${documents}/not-a-uuid`), 400, 'Invalid input', malformed)
    })

    it('E75 gives the file to those who take a PDF', async () => {
      const { id } = await world.make()
      for (const accept of ['application/pdf', '*/*', 'application/*;q=0.5', 'text/html, application/pdf']) {
        const file = await world.getFile(id, { accept })
        assert.equal(file.status, 200, accept)
        assert.equal(file.headers.get('content-type'), 'application/pdf')
        assert.match(file.text, /^%PDF-1\.7/)
      }
      assert.equal((await world.getFile(id)).status, 200)
      const detail = "Client must accept 'application/pdf' to receive the document as PDF"
      for (const accept of ['application/json', 'application/pdf;q=0']) {
        assertRefused(await world.getFile(id, { accept }), 406, 'Not acceptable', detail)
        assertRefused(await world.getFile('not-a-uuid', { accept }), 406, 'Not acceptable', detail)
      }
      const malformed = 'The provided payload did not satisfy the expected format'
      assertRefused(await world.getFile('not-a-uuid'), 400, 'Invalid input', malformed)
      const nothing = await world.getFile('00000000-0000-4000-8000-000000000000')
      assertRefused(nothing, 404, 'Not found error', 'The requested resource could not be found')
      const refused = await world.call('GET', `${documents}/${id}.pdf`, { token: 'bad' })
      assertRefused(refused, 401, 'Unauthorized')
      assertRefused(await world.call('POST', `${documents}/${id}.pdf`), 404, 'Endpoint not found')
    })

    it('E76 says what the customer confirms, in the language, and no national identity number', async function () {
      const { sealed } = await world.make(
        movingInOf(nins.p3, { language: 'en', moveInDate: '2026-03-01', requestedFromName: 'Amina Hassan' }),
      )
      const raw = Buffer.from(sealed).toString('latin1')
      assert.match(raw, /\/Lang \(en-US\)/)
      assert.doesNotMatch(raw, /\/Producer|testDocument/)
      const text = await askPdfTool(this, 'pdftotext', { pdf: sealed, args: ['-layout', 'FILE', '-'] })
      for (const said of [
        'Amina Hassan',
        'Prøveveien 7, 0150 Oslo',
        points.m1,
        '6970631400000001',
        'Fjordkraftprøve AS',
        'Spot',
        '01.03.2026',
        'Confirm electricity supply agreement',
      ]) {
        assert.ok(text.includes(said), said)
      }
      assert.doesNotMatch(text, /Avtalebekreftelse|01827535970/)
    })

    it('E78 carries our seal, and no two documents are the same', async function () {
      world.app.clock.set(world.app.clock.now())
      const [one, other] = [await world.make(), await world.make()]
      assert.notDeepEqual(one.sealed, other.sealed)
      const told = await askPdfTool(this, 'pdfsig', { pdf: one.sealed, args: ['-nocert'] })
      assert.match(told, /Total document signed[\s\S]*Signature is Valid/)
      assert.doesNotMatch(told, /Signature #2/)
    })

    it('lists documents apart from requests, by status and by pages', async () => {
      await database.knex.raw('truncate consent_request cascade')
      const ids: string[] = []
      for (let count = 0; count < 3; count++) ids.unshift((await world.make()).id)
      const request = await world.put()
      const [first] = ids
      const pdf = await signed(world.pki, (await world.getFile(first!)).bytes)
      assert.equal((await world.upload(first!, pdf)).status, 204)
      const list = async (query: string, token?: string) =>
        (await world.get(`${documents}${query}`, token)).body
      const idsOf = async (query: string, token?: string) =>
        (await list(query, token)).data.map(({ id }: { id: string }) => id)
      assert.deepEqual(await idsOf(''), ids)
      assert.deepEqual((await world.get(requests)).body.data[0].id, request)
      assert.equal((await world.get(requests)).body.meta.totalItems, 1)
      assert.deepEqual(await idsOf('', 'p1'), ids)
      assert.deepEqual(await idsOf('', 'bs2'), [])
      assert.deepEqual(await idsOf('?filter[status]=Signed'), [first])
      assert.deepEqual(await idsOf('?filter[status]=Pending'), ids.slice(1))
      const page = await list('?page[number]=1&page[size]=2&filter[status]=Pending,Signed')
      assert.deepEqual(page.links, {
        self: `${documents}?page[number]=1&page[size]=2&filter[status]=Pending,Signed`,
        first: `${documents}?page[number]=0&page[size]=2&filter[status]=Pending,Signed`,
        last: `${documents}?page[number]=1&page[size]=2&filter[status]=Pending,Signed`,
        prev: `${documents}?page[number]=0&page[size]=2&filter[status]=Pending,Signed`,
      })
      assert.equal(page.meta.totalItems, 3)
      const wrong =
        "Invalid filter[status] value 'Accepted'. Valid values: Expired, Pending, Rejected, Signed"
      assertRefused(await world.get(`${documents}?filter[status]=Accepted`), 400, 'Invalid input', wrong)
      assertRefused(await world.get(documents, 'sys'), 403, 'Party not authorized')
      world.app.clock.move(29 * day)
      assert.deepEqual(await idsOf('?filter[status]=Expired'), ids.slice(1))
      assert.deepEqual(await idsOf('?filter[status]=Pending'), [])
      assert.equal((await list(`/${ids[1]}`)).data.attributes.status, 'Expired')
    })

    it('names the one who asks by its GLN only', async () => {
      const { status } = await world.post(goodDocument({ requestedTo: gln(glns.bs) }))
      assert.equal(status, 422)
    })
  },
  'before all',
)
