import assert from 'node:assert/strict'
import { checkClients } from '../../server/cli/doctor/check-clients.ts'
import { onEachDatabase } from '../support/database.ts'
import { debts, oauthClients } from '../support/oauth-world.ts'
import { storesOn } from '../support/stores.ts'

onEachDatabase('the doctor', database => {
  it('says which clients get bearer tokens only', async () => {
    const stores = storesOn(database)
    const { web, fapi, bound, debtServer } = await oauthClients(stores.secrets)
    await stores.registry.putResource(debts)
    for (const client of [fapi, bound, debtServer]) await stores.clients.save(client)
    assert.equal((await checkClients(stores)).what, 'clients: the tokens of all 2 are bound to a key')
    await stores.clients.save(web)
    await stores.clients.save({ ...web, id: 'elsewhere', face: 'gjeld' })
    const { what, well } = await checkClients(stores)
    assert.deepEqual([what, well], ['clients: 1 of 3 get bearer tokens only: web', true])
  })
})
