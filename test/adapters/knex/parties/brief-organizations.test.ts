import assert from 'node:assert/strict'
import { briefOrganizations } from '../../../../adapters/knex/parties/brief-organizations.ts'
import { organization, person } from '../../../../server/domain/party.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'
import { until } from '../../../support/until.ts'

onEachDatabase('organizations known by heart', database => {
  const bank = organization('810419512')
  const kari = person('14842249091')
  const open = (milliseconds: number) => {
    const { parties } = storesOn(database)
    return { parties, brief: briefOrganizations(parties, milliseconds) }
  }

  it('are the ones in the store, by every way to find them', async () => {
    const { parties, brief } = open(10_000)
    const added = await brief.findOrAdd(bank, 'Demobanken')
    assert.deepEqual(await brief.findOrAdd(bank, 'Demobanken'), added)
    assert.deepEqual(await brief.findOrAdd(bank), added)
    assert.deepEqual(await brief.find(added.id), await parties.find(added.id))
    assert.deepEqual(await brief.revealIdentifier(added.id), bank)
    assert.deepEqual((await parties.findByIdentifier(bank))?.id, added.id)
  })

  it('take a new name at once where it is given, and keep the one they had elsewhere', async () => {
    const { parties, brief } = open(10_000)
    const { id } = await brief.findOrAdd(bank, 'Demobanken')
    await brief.findOrAdd(bank, 'Demobanken')
    await parties.findOrAdd(bank, 'Nye Demobanken')
    assert.equal((await brief.find(id))?.displayName, 'Demobanken')
    assert.equal((await brief.findOrAdd(bank, 'Nyeste Demobanken')).displayName, 'Nyeste Demobanken')
  })

  it('take a new name that was given elsewhere after their time', async () => {
    const { brief } = open(50)
    const { id } = await brief.findOrAdd(bank, 'Demobanken')
    await brief.find(id)
    await brief.findOrAdd(bank, 'Nye Demobanken')
    await until(async () => (await brief.find(id))?.displayName === 'Nye Demobanken')
  })

  it('do not include persons', async () => {
    const { parties, brief } = open(10_000)
    const { id } = await brief.findOrAdd(kari, 'Kari')
    await brief.findOrAdd(kari, 'Kari')
    await parties.findOrAdd(kari, 'Kari Demo')
    assert.equal((await brief.find(id))?.displayName, 'Kari Demo')
  })
})
