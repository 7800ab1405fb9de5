import assert from 'node:assert/strict'
import type { Client } from '../../server/domain/registry/client.ts'
import { organization } from '../../server/domain/party.ts'
import type { ClientStore } from '../../server/ports/registry/client-store.ts'
import { noon } from '../support/fixtures.ts'

export const aClient = (changes: Partial<Client> = {}): Client => ({
  id: 'demo-web',
  version: 0,
  face: 'oauth',
  name: 'Demo bank',
  owner: organization('123456785'),
  ownerName: 'Demo bank AS',
  onBehalfOf: undefined,
  authentication: 'client_secret_basic',
  grantTypes: ['authorization_code', 'refresh_token'],
  redirectUris: ['https://bank.example/callback'],
  postLogoutRedirectUris: [],
  audiences: ['https://debt.example'],
  scopeValues: ['debt.read'],
  purposes: ['loan'],
  resourceServerFor: undefined,
  secrets: [{ id: 's1', method: 'sha256', digest: 'd', createdAt: noon }],
  keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }],
  settings: { a: 'b' },
  ...changes,
})

/** What `ClientStore` promises. `open` gives another process's view of the same empty store. */
export function clientStoreContract(open: () => ClientStore): void {
  it('gives back a client as it was saved', async () => {
    const clients = open()
    assert.equal(await clients.save(aClient()), true)
    assert.deepEqual(await clients.find('demo-web'), aClient({ version: 1 }))
    const handler = aClient({
      id: 'handler',
      onBehalfOf: { identifier: organization('123456785'), name: 'Bank' },
      resourceServerFor: 'https://debt.example',
    })
    await clients.save(handler)
    assert.deepEqual(await open().find('handler'), { ...handler, version: 1 })
  })

  it('knows who is registered to act for others at a face', async () => {
    const clients = open()
    assert.deepEqual(await clients.acting('oauth'), [])
    const [first, second] = ['b', 'a'].map(id => aClient({ id, mayActFor: ['demo-web'] }))
    for (const client of [aClient(), first!, second!]) await clients.save(client)
    await clients.save(aClient({ id: 'c', face: 'gjeld', mayActFor: ['demo-web'] }))
    const ids = async () => (await clients.acting('oauth')).map(({ id }) => id)
    assert.deepEqual(await ids(), ['a', 'b'])
    await clients.remove('a')
    assert.deepEqual(await ids(), ['b'])
    await clients.save({ ...first!, version: 1, mayActFor: undefined })
    assert.deepEqual(await ids(), [])
  })

  it('shows a change of its own at once', async () => {
    const clients = open()
    await clients.save(aClient())
    await clients.find('demo-web')
    await clients.save(aClient({ version: 1, name: 'New name' }))
    assert.equal((await clients.find('demo-web'))?.name, 'New name')
    assert.equal(await clients.remove('demo-web'), true)
    assert.equal(await clients.find('demo-web'), undefined)
    assert.equal(await clients.remove('demo-web'), false)
  })

  it('removes nothing that another process changed since it was read', async () => {
    const [one, other] = [open(), open()]
    await one.save(aClient())
    await other.save(aClient({ version: 1, name: 'New name' }))
    assert.equal(await one.remove('demo-web', 1), false)
    assert.equal((await open().find('demo-web'))?.name, 'New name')
    assert.equal(await one.remove('demo-web', 2), true)
  })

  it('gives nobody the id of a client that was removed, and says so', async () => {
    const [clients, others] = [open(), open()]
    await clients.save(aClient())
    assert.deepEqual(await clients.removedAmong(['demo-web', 'other']), new Set())
    await clients.remove('demo-web')
    for (const store of [clients, others]) {
      assert.equal(await store.save(aClient()), false)
      assert.equal(await store.save(aClient({ version: 1 })), false)
      assert.equal(await store.find('demo-web'), undefined)
      assert.deepEqual(await store.removedAmong(['demo-web', 'other']), new Set(['demo-web']))
    }
    assert.deepEqual(
      (await others.unfinished()).map(({ id, face }) => [id, face]),
      [['demo-web', 'oauth']],
    )
    await clients.finish('demo-web')
    assert.deepEqual(await others.unfinished(), [])
  })

  it('finds none that is suspended where something is allowed by it, and shows it all the same', async () => {
    const [mine, theirs] = [open(), open()]
    await mine.save(aClient())
    await mine.find('demo-web')
    assert.equal(await mine.suspend('demo-web'), true)
    assert.equal(await theirs.suspend('demo-web'), false)
    assert.equal(await mine.suspend('nobody'), false)
    for (const store of [mine, theirs]) {
      assert.equal(await store.find('demo-web'), undefined)
      assert.equal(await store.find('demo-web', 'anew'), undefined)
      assert.ok((await store.glance('demo-web'))?.suspendedAt)
      assert.equal((await store.registered('demo-web'))?.version, 1)
      assert.deepEqual(
        (await store.list()).map(({ id, suspendedAt }) => [id, suspendedAt !== undefined]),
        [['demo-web', true]],
      )
    }
    assert.equal(await theirs.save(aClient({ version: 1, name: 'New name' })), true)
    assert.ok((await theirs.registered('demo-web'))?.suspendedAt)
    assert.equal(await theirs.resume('demo-web'), true)
    assert.equal(await theirs.resume('demo-web'), false)
    assert.deepEqual(await open().find('demo-web'), aClient({ version: 2, name: 'New name' }))
  })

  it('takes no client to another face or to somebody else, whatever else is changed', async () => {
    const clients = open()
    await clients.save(aClient())
    const asker = { identifier: organization('310000003'), name: 'Somebody' }
    for (const changes of [{ face: 'gjeld' }, { owner: organization('310000003') }, { onBehalfOf: asker }]) {
      assert.equal(await clients.save(aClient({ version: 1, ...changes })), false)
    }
    assert.equal(await clients.save(aClient({ version: 1, ownerName: 'Demo bank ASA' })), true)
    await clients.save(aClient({ id: 'handler', onBehalfOf: asker }))
    const other = { identifier: organization('310000011'), name: 'Somebody' }
    assert.equal(await clients.save(aClient({ id: 'handler', version: 1, onBehalfOf: other })), false)
    const renamed = { ...asker, name: 'Somebody AS' }
    assert.equal(await clients.save(aClient({ id: 'handler', version: 1, onBehalfOf: renamed })), true)
  })

  it('shows a new client of another process at once', async () => {
    const [mine, theirs] = [open(), open()]
    assert.equal(await mine.find('demo-web'), undefined)
    await theirs.save(aClient())
    assert.equal((await mine.find('demo-web'))?.name, 'Demo bank')
  })

  it('lets one of ten changes at once win', async () => {
    const clients = open()
    const first = await Promise.all(Array.from({ length: 10 }, () => clients.save(aClient())))
    assert.equal(first.filter(Boolean).length, 1)
    const second = await Promise.all(Array.from({ length: 10 }, () => clients.save(aClient({ version: 1 }))))
    assert.equal(second.filter(Boolean).length, 1)
    assert.equal((await clients.find('demo-web'))?.version, 2)
  })

  it('lists one face or all', async () => {
    const clients = open()
    await clients.save(aClient())
    await clients.save(aClient({ id: 'other', face: 'gjeld' }))
    assert.deepEqual(
      (await clients.list()).map(client => client.id),
      ['other', 'demo-web'],
    )
    assert.deepEqual(
      (await clients.list('oauth')).map(client => client.id),
      ['demo-web'],
    )
  })

  it('shows a client at a glance, and one that this very store adds after there was none', async () => {
    const store = open()
    assert.equal(await store.glance('demo-web'), undefined)
    assert.equal(await store.glance('demo-web'), undefined)
    assert.ok(await store.save(aClient()))
    assert.equal((await store.glance('demo-web'))?.name, 'Demo bank')
    assert.ok(await store.remove('demo-web'))
    assert.equal(await store.glance('demo-web'), undefined)
  })

  it('S42 finds nothing under a name of the language', async () => {
    for (const id of ['__proto__', 'constructor', 'toString']) assert.equal(await open().find(id), undefined)
  })
}
