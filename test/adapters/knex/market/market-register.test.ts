import assert from 'node:assert/strict'
import { personNumbers } from '../../../../adapters/fnrvalidator/person-numbers.ts'
import { knexMarketActors } from '../../../../adapters/knex/market/market-actors.ts'
import { knexMeteringPoints } from '../../../../adapters/knex/market/metering-points.ts'
import { knexOrganizations } from '../../../../adapters/knex/market/organizations.ts'
import { knexPersonDirectory } from '../../../../adapters/knex/market/person-directory.ts'
import { knexProducts } from '../../../../adapters/knex/market/products.ts'
import { knexRedirects } from '../../../../adapters/knex/market/redirects.ts'
import type { MarketEntries } from '../../../../server/ports/market/market-register.ts'
import type { PersonSource } from '../../../../server/ports/parties/person-directory.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

const [nin, other] = ['02916297702', '14810797496']
const trace = '850cf459-d425-409a-a05d-7c6c9d1c0d64'
const elsewhere = '9c1e0b8a-3a53-4d0f-8f0e-6d4b6f6f2f10'

const nothing: MarketEntries = {
  parties: [],
  delegations: [],
  meteringPoints: [],
  redirects: [],
  products: [],
}

const market: MarketEntries = {
  parties: [
    { gln: '1', function: 'BalanceSupplier', orgno: '455261619', status: 'ACTIVE' },
    { gln: '1', function: 'GridOwner', orgno: '455261619', status: 'ACTIVE' },
    { gln: '2', function: 'BalanceSupplier', orgno: undefined, status: 'INACTIVE' },
  ],
  delegations: [{ gln: '2', provider: '1' }],
  meteringPoints: [
    {
      id: 'm',
      meterNumber: '42',
      blockedForSwitching: true,
      endUsers: [
        { nin, accessType: 'OWNED' },
        { nin: other, accessType: 'SHARED' },
      ],
    },
  ],
  redirects: [{ gln: '1', production: 'https://p.example', test: undefined }],
  products: [{ orgno: '455261619', names: ['Spot ', 'Fast'] }],
}

onEachDatabase('Our own register of the energy market', database => {
  let stores: ReturnType<typeof storesOn>
  beforeEach(() => {
    stores = storesOn(database)
  })

  const directory = (source?: PersonSource) =>
    knexPersonDirectory({
      ...database,
      parties: stores.parties,
      numbers: personNumbers({ synthetic: true }),
      clock: stores.clock,
      source,
    })

  const idOf = async (number: string, source?: PersonSource) => {
    const found = await directory(source).findOrCreateByNin(number, trace)
    return found === 'invalid' ? found : found.personId
  }

  it('tells what was put, and that nothing changes the second time', async () => {
    const put = (entries: MarketEntries) => stores.marketRegister.put(entries)
    assert.deepEqual([await put(nothing), await put(market), await put(market)], [false, true, false])
    const [point] = market.meteringPoints
    assert.equal(await put({ ...market, meteringPoints: [{ ...point!, endUsers: [] }] }), true)
    assert.equal(await put({ ...nothing, products: [{ orgno: '455261619', names: ['Fast'] }] }), true)
    assert.deepEqual(await knexProducts(database).byOrg('455261619', trace), ['Fast'])
  })

  it('knows suppliers, redirects and products, and what it does not know', async () => {
    await stores.marketRegister.put(market)
    const { getParty } = knexOrganizations(database)
    assert.deepEqual(await getParty('1', trace), { isActive: true, orgno: '455261619' })
    assert.deepEqual(await getParty('2', trace), { isActive: false, orgno: undefined })
    assert.equal(await getParty('3', trace), 'not-found')
    const redirects = (environment: 'production' | 'test') => knexRedirects({ ...database, environment })
    assert.deepEqual(await redirects('production').lookup('1'), { url: 'https://p.example' })
    assert.deepEqual(await redirects('test').lookup('1'), { url: undefined })
    assert.equal(await redirects('test').lookup('2'), 'not-found')
    assert.equal(await knexProducts(database).byOrg('1', trace), 'not-found')
  })

  it('knows who may call as whom', async () => {
    await stores.marketRegister.put(market)
    const { functionsOf, functionsDelegated } = knexMarketActors(database)
    assert.deepEqual([...(await functionsOf('1', '455261619'))].toSorted(), ['BalanceSupplier', 'GridOwner'])
    for (const [gln, owner] of [
      ['1', '455261620'],
      ['2', ''],
      ['2', 'null'],
    ] as const) {
      assert.deepEqual(await functionsOf(gln, owner), [])
    }
    assert.deepEqual(await functionsDelegated('2', '1'), ['BalanceSupplier'])
    assert.deepEqual(await functionsDelegated('1', '2'), [])
  })

  it('knows metering points as each person relates to them', async () => {
    await stores.marketRegister.put(market)
    const points = knexMeteringPoints(database)
    const get = (endUserId: string, meteringPointId = 'm') =>
      points.get({ meteringPointId, endUserId, traceId: trace })
    const point = { blockedForSwitching: true, meterNumber: '42' }
    assert.deepEqual(await get(await idOf(nin)), { ...point, endUserLinked: true, accessType: 'OWNED' })
    assert.deepEqual(await get(await idOf(other)), { ...point, endUserLinked: true, accessType: 'SHARED' })
    for (const stranger of [elsewhere, 'x', '']) {
      assert.deepEqual(await get(stranger), { ...point, endUserLinked: false, accessType: undefined })
    }
    assert.equal(await get(await idOf(nin), 'n'), 'not-found')
  })

  it('keeps no number of a person in clear', async () => {
    await stores.marketRegister.put(market)
    for (const table of ['party', 'party_alias', 'metering_point', 'metering_point_end_user']) {
      const rows = await database
        .connection()
        .read<{ text: string }>(`select row_to_json(t)::text as text from ${table} t`)
      assert.ok(rows.every(({ text }) => !text.includes(nin) && !text.includes(other)))
    }
  })

  it('takes good numbers only, when it is the directory itself', async () => {
    for (const bad of ['123', '', '99999999999', '02916297703', 'x'.repeat(11)]) {
      assert.equal(await idOf(bad), 'invalid')
    }
    assert.equal(await idOf(nin), await idOf(nin))
  })

  it('gives ten who ask at once for a new person the same one', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => idOf(nin)))
    assert.equal(new Set(ids).size, 1)
  })

  it('goes by the ids of a directory elsewhere, also for persons it knew before', async () => {
    const source: PersonSource = { findOrCreate: async () => elsewhere }
    const { id } = await stores.parties.findOrAdd({ kind: 'person', scheme: 'nin', value: nin as never })
    assert.equal(await idOf(nin, source), elsewhere)
    assert.equal(await idOf(nin, source), elsewhere)
    const persons = directory(source)
    assert.equal(await persons.partyOf(elsewhere), id)
    assert.equal(await persons.partyOf(elsewhere.toUpperCase()), id)
    assert.deepEqual([...(await persons.personIdsOf([id]))], [[id, elsewhere]])
    assert.equal(await persons.partyOf(trace), undefined)
  })

  it('says what the directory elsewhere says of a number, and fails when it fails', async () => {
    assert.equal(await idOf('1', { findOrCreate: async () => undefined }), 'invalid')
    await assert.rejects(idOf(nin, { findOrCreate: () => Promise.reject(new Error('down')) }), /down/)
  })
})
