import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { knexOrganizations } from '../../adapters/knex/market/organizations.ts'
import { applyRegistry } from '../../server/registry/apply-registry.ts'
import { parseRegistry } from '../../server/registry/parse-registry.ts'
import { onEachDatabase } from '../support/database.ts'
import { storesOn } from '../support/stores.ts'

const example = readFileSync('docs/registry.example.yaml', 'utf8')

onEachDatabase('The section `market` of the declarative file', database => {
  const apply = async () => {
    const stores = storesOn(database)
    const { market } = parseRegistry(example, 'example.yaml')
    const file = { ...parseRegistry('', 'empty.yaml'), market }
    return applyRegistry({ ...stores, secrets: secretHasher(stores) })({ file, readSecret: async () => '' })
  }

  it('is put into our own register, and changes nothing the second time', async () => {
    assert.deepEqual(await apply(), [{ kind: 'market', id: 'market', what: 'changed' }])
    assert.deepEqual(await apply(), [{ kind: 'market', id: 'market', what: 'same' }])
    const found = await knexOrganizations(database).getParty('7080000000019', '')
    assert.deepEqual(found, { isActive: true, orgno: '310000003' })
  })

  const faults = [
    [`gln: '7080000000019'`, `gln: 7080000000019`, /market\.parties\[0\]\.gln: must be 13 digits/],
    ['https://supplier.example/back', 'http://supplier.example', /market\.redirects\[0\]\.production/],
    ['access_type: OWNED', 'access_type: KEPT', /market\.metering_points\[0\]\.end_users\[0\]\.access_type/],
  ] as const
  for (const [from, to, finding] of faults) {
    it(`is refused for ${to}`, () => {
      assert.ok(example.includes(from))
      assert.throws(() => parseRegistry(example.replace(from, to), 'f'), finding)
    })
  }
})
