import assert from 'node:assert/strict'
import { osloDate, osloMidnightIn, osloTime } from '../../../server/faces/elhub/wire/time.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  assertRefused,
  type ElhubAnswer,
  type ElhubWorld,
  gln,
  glns,
  goodMeta,
  goodParties,
  goodRequest,
  moveInOf,
  nin,
  nins,
  points,
  requests,
  startElhubWorld,
  uuid,
} from '../../support/elhub-world.ts'
import { type ScriptedRegister, startScriptedRegister } from '../../support/scripted-register.ts'

const day = 24 * 3600 * 1000

const without = (...path: readonly string[]) => {
  const body = goodRequest()
  let at: Record<string, unknown> = body
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>
  delete at[path.at(-1) ?? '']
  return body
}

const refusedBy = (answer: ElhubAnswer, detail: string) =>
  assertRefused(answer, 422, 'Validation error', detail)
const missing = (answer: ElhubAnswer, names: string) =>
  assertRefused(
    answer,
    400,
    'Missing required field in request body',
    `Field '[${names}]' is missing or invalid`,
  )
const wrong = (answer: ElhubAnswer, detail: string) =>
  assertRefused(answer, 400, 'Invalid field value in request body', detail)

onEachDatabase(
  'elhub: creating requests',
  database => {
    let world: ElhubWorld

    before(async () => {
      world = await startElhubWorld(database)
    })
    afterEach(() => world.app.clock.reset())
    after(() => world.close())

    const now = () => world.app.clock.now()
    const change = (meta: Readonly<Record<string, unknown>>, token?: string) =>
      world.post(goodRequest(meta), token)

    it('E18 puts a good request and tells of it without a national identity number', async () => {
      const { status, headers, body, text } = await world.post(goodRequest())
      assert.equal(status, 201)
      const { data, links, meta } = body
      assert.equal(data.type, 'AuthorizationRequest')
      assert.match(data.id, uuid)
      assert.equal(data.attributes.status, 'Pending')
      assert.equal(data.attributes.requestType, 'ChangeOfBalanceSupplierForPerson')
      assert.deepEqual(data.relationships, goodParties(world))
      assert.deepEqual(data.meta, {
        ...goodMeta,
        redirectURI: 'https://supplier.example/back',
        textVersion: 'v1',
      })
      assert.equal(data.links.self, `${requests}/${data.id}`)
      assert.equal(headers.get('location'), data.links.self)
      assert.deepEqual(links, { self: requests })
      assert.equal(meta.createdAt, data.attributes.createdAt)
      assert.equal(data.attributes.updatedAt, data.attributes.createdAt)
      assert.ok(!text.includes(nins.p1))
      assert.ok(!text.includes('null'))
    })

    it('E19 lets it be answered until the Oslo midnight that begins the day 28 days from now', async () => {
      for (const at of ['2026-03-04T22:30:00Z', '2026-03-04T23:30:00Z', '2026-10-10T10:00:00Z']) {
        world.app.clock.set(new Date(at))
        const { body } = await world.post(goodRequest())
        assert.equal(body.data.attributes.validTo, osloTime(osloMidnightIn(28, new Date(at))))
        assert.match(body.data.attributes.validTo, /T00:00:00\+0[12]:00$/)
      }
      assert.equal(
        osloTime(osloMidnightIn(28, new Date('2026-03-04T22:30:00Z'))),
        '2026-04-01T00:00:00+02:00',
      )
    })

    it('E20 takes a request without a redirect address', async () => {
      for (const redirectURI of [undefined, null]) {
        const { status, body } = await change({ redirectURI })
        assert.equal(status, 201)
        assert.ok(!('redirectURI' in body.data.meta))
      }
    })

    it('E21 tells another type from a request', async () => {
      const body = goodRequest()
      body.data.type = 'test'
      const detail = "Expected 'data.type' to be 'AuthorizationRequest', but received 'test'"
      assertRefused(await world.post(body), 409, 'Resource type mismatch', detail)
    })

    it('E22 names what is missing in the first object that lacks something', async () => {
      missing(await world.post(without('data', 'meta', 'requestedBy', 'idValue')), 'idValue')
      missing(await world.post({}), 'data')
      missing(await world.post({ data: {} }), 'type, attributes, meta')
      missing(await world.post(without('data', 'attributes', 'requestType')), 'requestType')
      missing(
        await world.post(goodRequest({ requestedFrom: undefined, balanceSupplierName: undefined })),
        'requestedFrom, balanceSupplierName',
      )
      const both = goodRequest({ requestedFromName: undefined, requestedTo: {} })
      missing(await world.post({ data: { ...both.data, type: undefined } }), 'idType, idValue')
    })

    it('E23 names a word that it does not know, and where it stands', async () => {
      wrong(
        await change({ requestedBy: { ...gln(glns.bs), idType: 'TEST' } }),
        "Invalid value 'TEST' for field 'idType' at $.data.meta.requestedBy.idType",
      )
      wrong(
        await world.post(goodRequest({}, 'Nope')),
        "Invalid value 'Nope' for field 'requestType' at $.data.attributes.requestType",
      )
    })

    it('takes strict JSON only, of the right types', async () => {
      wrong(
        await world.post('{"data": {"type": "AuthorizationRequest" "attributes": {}}}'),
        'Invalid request body',
      )
      wrong(await world.post(''), 'Invalid request body')
      wrong(await world.post('[]'), 'Invalid request body')
      wrong(await world.post({ data: 'text' }), "Invalid value for field 'data' at $.data")
      wrong(
        await change({ requestedFromName: 7 }),
        "Invalid value for field 'requestedFromName' at $.data.meta.requestedFromName",
      )
      wrong(
        await change({ balanceSupplierName: null }),
        "Invalid value for field 'balanceSupplierName' at $.data.meta.balanceSupplierName",
      )
      wrong(
        await change({ moveInDate: '2026-02-30' }),
        "Invalid value for field 'moveInDate' at $.data.meta.moveInDate",
      )
    })

    it('refuses bytes that are no text, which it would keep as something else', async () => {
      const path = `${world.app.publicUrl}${requests}`
      const body = Buffer.from(JSON.stringify(goodRequest({ requestedFromName: 'Kari \u00c5s' })), 'latin1')
      const headers = {
        'user-agent': 'conf/1',
        authorization: 'Bearer bs',
        'content-type': 'application/json',
      }
      const answer = await fetch(path, { method: 'POST', headers, body })
      assert.equal(answer.status, 400)
      assert.match(await answer.text(), /"detail":"Invalid request body"/)
    })

    it('refuses what no database can keep, and numbers that are too long', async () => {
      for (const requestedFromName of ['a\u0000b', 'a\ud800b']) {
        wrong(
          await change({ requestedFromName }),
          "Invalid value for field 'requestedFromName' at $.data.meta.requestedFromName",
        )
      }
      wrong(
        await change({ requestedTo: { idType: 'OrganizationNumber', idValue: '9'.repeat(65) } }),
        "Invalid value for field 'idValue' at $.data.meta.requestedTo.idValue",
      )
      wrong(
        await change({ requestedFromName: 'a'.repeat(501) }),
        "Invalid value for field 'requestedFromName' at $.data.meta.requestedFromName",
      )
    })

    it('S40 S41 S42 refuses a body that is too large, and is not moved by odd members', async () => {
      assert.equal((await change({ requestedFromName: 'a'.repeat(70_000) })).status, 413)
      const nested = `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`
      missing(await world.post(nested), 'data')
      const odd = JSON.stringify(goodRequest()).replace('{', '{"__proto__":{"type":"x"},"constructor":1e400,')
      assert.equal((await world.post(odd)).status, 201)
      for (const word of ['__proto__', 'constructor', 'toString']) {
        wrong(
          await world.post(goodRequest({}, word)),
          `Invalid value '${word}' for field 'requestType' at $.data.attributes.requestType`,
        )
      }
    })

    it('E26 overlooks members that it does not know', async () => {
      const body = goodRequest({ bar: { deep: true } })
      assert.equal((await world.post({ ...body, foo: 1 })).status, 201)
    })

    it('E27 wants a name of the customer', async () => {
      for (const requestedFromName of ['', '   ']) {
        refusedBy(await change({ requestedFromName }), 'Requested from name is missing')
      }
    })

    it('E28 refuses a national identity number that is nobody’s', async () => {
      const detail = 'Provided national identity number is invalid'
      for (const party of ['requestedFrom', 'requestedTo', 'requestedBy']) {
        const answer = await change({ [party]: nin('123') })
        assertRefused(answer, 422, 'Invalid national identity number', detail)
      }
    })

    it('E30 lets nobody ask in another’s name', async () => {
      const answer = await world.post(goodRequest(), 'bs2')
      assertRefused(answer, 403, 'Party not authorized', 'RequestedBy must match the authorized party')
    })

    it('E31 lets only market parties ask', async () => {
      for (const token of ['p1', 'org', 'sys']) {
        const detail = 'The authorized party is not permitted to perform this action.'
        assertRefused(await world.post(goodRequest(), token), 403, 'Party not authorized', detail)
      }
    })

    it('E33 wants a metering point that there is', async () => {
      refusedBy(await change({ requestedForMeteringPointId: '123' }), 'Metering point id is invalid')
      refusedBy(await change({ requestedForMeteringPointId: ' ' }), 'Metering point id is missing')
      const answer = await change({ requestedForMeteringPointId: points.unknown })
      assertRefused(answer, 404, 'Not found error', 'Metering point not found')
    })

    it('E34 wants the customer to be the end user, not somebody who shares', async () => {
      for (const number of [nins.p2, nins.p3]) {
        refusedBy(
          await change({ requestedFrom: nin(number), requestedTo: nin(number) }),
          'Requested from is not registered as end user of the metering point',
        )
      }
    })

    it('E35 refuses a metering point that is blocked', async () => {
      refusedBy(
        await change({ requestedForMeteringPointId: points.m2 }),
        'Metering point is blocked for switching balance supplier',
      )
    })

    it('E37 wants an active supplier', async () => {
      const unknown = await change({ requestedBy: gln(glns.nobs) }, 'nobs')
      assertRefused(unknown, 404, 'Not found error', 'Requested by not found')
      refusedBy(
        await change({ requestedBy: gln(glns.inact) }, 'inact'),
        'Requested by is not an active party in Elhub',
      )
    })

    it('E38 wants a redirect address that the supplier has registered', async () => {
      const unusable = ['example.com', '   ', 'javascript:alert(1)', 'http://supplier.example/x']
      for (const redirectURI of [
        ...unusable,
        'https://u:p@supplier.example/',
        'https://supplier.example/#a',
      ]) {
        refusedBy(await change({ redirectURI }), 'Redirect URI has invalid format')
      }
      for (const redirectURI of [
        'https://other.example/x',
        'https://example/',
        'https://notsupplier.example/',
      ]) {
        refusedBy(await change({ redirectURI }), 'Redirect URI does not match URI set in Ediel')
      }
      const meta = { requestedBy: gln(glns.bs2) }
      refusedBy(await change(meta, 'bs2'), 'Redirect URI has invalid format')
    })

    it('E38 wants an address that every reader reads alike', async () => {
      for (const redirectURI of [
        'https:///supplier.example/x',
        'https:/supplier.example/x',
        'https://supplier.example/a b',
        'https://supplier.example/\r\nSet-Cookie: a',
        'https://supplier.example\\@other.example/',
      ]) {
        refusedBy(await change({ redirectURI }), 'Redirect URI has invalid format')
      }
    })

    it('E39 takes a sub-domain of it, in any case and with a final dot', async () => {
      for (const redirectURI of [
        'https://app.supplier.example/cb?x=1',
        ' https://SUPPLIER.example./x ',
        'https://supplier.example:8443/',
      ]) {
        const { status, body } = await change({ redirectURI })
        assert.equal(status, 201, redirectURI)
        assert.equal(body.data.meta.redirectURI, redirectURI)
      }
    })

    it('E42 lets those move in who are not yet the end user', async () => {
      refusedBy(
        await world.post(moveInOf(nins.p1)),
        'Requested from is already registered as end user of the metering point',
      )
      for (const number of [nins.p3, nins.p2]) {
        assert.equal((await world.post(moveInOf(number))).status, 201)
      }
    })

    it('E43 takes a day of moving in that is not in the future in Oslo', async () => {
      world.app.clock.set(new Date('2026-03-04T23:30:00Z'))
      const [today, tomorrow] = [osloDate(now()), osloDate(new Date(now().getTime() + day))]
      assert.equal(today, '2026-03-05')
      refusedBy(
        await world.post(moveInOf(nins.p2, { moveInDate: tomorrow })),
        'Move-in date must be today or back in time',
      )
      const dated = await world.post(moveInOf(nins.p2, { moveInDate: today }))
      assert.equal(dated.body.data.meta.moveInDate, today)
      const undated = await world.post(moveInOf(nins.p2))
      assert.equal(undated.status, 201)
      assert.ok(!('moveInDate' in undated.body.data.meta))
    })

    it('looks at the address before the registers when somebody moves in, and after them otherwise', async () => {
      const meta = { requestedForMeteringPointAddress: ' ', requestedForMeteringPointId: points.unknown }
      assertRefused(await change(meta), 404, 'Not found error', 'Metering point not found')
      refusedBy(await world.post(moveInOf(nins.p2, meta)), 'Metering point address is missing')
    })

    it('wants the customer to answer', async () => {
      refusedBy(
        await change({ requestedTo: nin(nins.p2) }),
        'Requested to and requested from are not the same party',
      )
    })

    it('names the rule that was broken', async () => {
      const { body } = await change({ requestedFromName: '' })
      assert.equal(body.errors[0].code, 'missing_requested_from_name')
    })

    describe('with the check of addresses off and that of contracts on', () => {
      let register: ScriptedRegister
      let other: ElhubWorld

      before(async () => {
        register = await startScriptedRegister([])
        other = await startElhubWorld(database, {
          SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false',
          SAMTYKKE_ELHUB_VALIDATE_CONTRACT_NAME_FEATURE: 'true',
          SAMTYKKE_ELHUB_EDIEL_SERVICE_URL: register.url,
          SAMTYKKE_ELHUB_EDIEL_USERNAME: 'user',
          SAMTYKKE_ELHUB_EDIEL_PASSWORD: 'password',
        })
      })
      after(async () => {
        await other.close()
        await register.close()
      })

      it('E41 takes any address and asks no register', async () => {
        const { status, body } = await other.post(goodRequest({ redirectURI: 'not-a-valid-uri' }))
        assert.equal(status, 201)
        assert.equal(body.data.meta.redirectURI, 'not-a-valid-uri')
        assert.deepEqual(register.asked, [])
      })

      it('E47 takes contracts that stand in the catalogue, in any case', async () => {
        for (const balanceSupplierContractName of ['spot', 'FAST 12M']) {
          assert.equal((await other.post(goodRequest({ balanceSupplierContractName }))).status, 201)
        }
        for (const balanceSupplierContractName of ['Nope', 'Spot ']) {
          refusedBy(
            await other.post(goodRequest({ balanceSupplierContractName })),
            'Balance supplier contract name has no matches in strømpris.no',
          )
        }
        refusedBy(
          await other.post(goodRequest({ requestedBy: gln(glns.bs2) }), 'bs2'),
          'Contracts not found in strømpris.no for provided organization number',
        )
        assert.equal((await change({ balanceSupplierContractName: 'Nope' })).status, 201)
      })
    })

    it('S51 answers a repeated request with the same key once', async () => {
      const key = { 'idempotency-key': 'order-1' }
      const answers = await Promise.all(Array.from({ length: 5 }, () => world.post(goodRequest(), 'bs', key)))
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
      for (const { body } of answers) assert.deepEqual(body, answers[0]!.body)
      const other = await world.post(goodRequest({ requestedFromName: 'Another' }), 'bs', key)
      assert.equal(other.status, 409)
      assert.equal((await world.post(goodRequest(), 'bs', { 'idempotency-key': 'a b' })).status, 400)
    })
  },
  'before all',
)
