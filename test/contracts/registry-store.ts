import assert from 'node:assert/strict'
import type { Purpose } from '../../server/domain/requests/purpose.ts'
import type { Resource } from '../../server/domain/registry/resource.ts'
import type { RegistryStore } from '../../server/ports/registry/registry-store.ts'

const text = (words: string) => ({ nb: words, nn: words, en: words })

const aResource = (name = 'Debt'): Resource => ({
  audience: 'https://debt.example',
  version: 0,
  name: text(name),
  scopes: [{ value: 'debt.read', text: text('See your debt') }],
  token: { format: 'opaque', seconds: 600 },
  revealsIdentity: false,
})

const aPurpose = (name = 'Loan'): Purpose => ({
  id: 'loan',
  version: 0,
  name: text(name),
  description: text('To judge a loan'),
  whenDeclined: text('No loan'),
  permissions: ['debt.read'],
  singleUse: false,
  defaultSeconds: 60,
  longestSeconds: 600,
  loginLevel: 'substantial',
})

/** What `RegistryStore` promises. `open` gives another process's view of the same empty store. */
export function registryStoreContract(open: () => RegistryStore): void {
  it('keeps a new version when the content differs, and only then', async () => {
    const registry = open()
    assert.equal((await registry.putPurpose(aPurpose())).version, 1)
    assert.equal((await registry.putPurpose({ ...aPurpose(), version: 7 })).version, 1)
    assert.equal((await registry.putPurpose(aPurpose('Mortgage'))).version, 2)
    assert.deepEqual(await registry.findPurpose('loan'), { ...aPurpose('Mortgage'), version: 2 })
    assert.deepEqual(await registry.findPurpose('loan', 1), { ...aPurpose(), version: 1 })
    assert.equal(await registry.findPurpose('loan', 3), undefined)
    assert.deepEqual(
      (await registry.listPurposes()).map(purpose => purpose.version),
      [2],
    )
  })

  it('does not mind the order of members', async () => {
    const registry = open()
    await registry.putResource(aResource())
    const turned = Object.fromEntries(Object.entries(aResource()).reverse()) as unknown as Resource
    assert.equal((await registry.putResource(turned)).version, 1)
  })

  it('gives every one of ten that put the same at once the same version', async () => {
    const put = await Promise.all(Array.from({ length: 10 }, () => open().putResource(aResource())))
    assert.deepEqual(new Set(put.map(resource => resource.version)), new Set([1]))
  })

  it('lets only one of two replace the same version', async () => {
    const { kinds } = open()
    const put = (name: string, standing: number) => open().kinds.purpose.replace(aPurpose(name), standing)
    const first = await Promise.all(['Loan', 'Mortgage'].map(name => put(name, 0)))
    assert.deepEqual(
      first.flatMap(one => (one ? [one.version] : [])),
      [1],
    )
    assert.equal(await put('Car loan', 0), undefined)
    assert.equal((await put('Car loan', 1))?.version, 2)
    assert.equal((await put('Car loan', 2))?.version, 2)
    await kinds.purpose.remove('loan')
    assert.equal(await put('Car loan', 2), undefined)
    assert.equal((await put('Car loan', 0))?.version, 3)
  })

  it('lists every version, also of what was removed', async () => {
    const { kinds } = open()
    await kinds.resource.put(aResource())
    await kinds.resource.put(aResource('Debts'))
    const versions = () => open().kinds.resource.versions('https://debt.example')
    assert.deepEqual(
      (await versions()).map(({ entry, removedAt }) => [entry.version, entry.name.en, removedAt]),
      [
        [2, 'Debts', undefined],
        [1, 'Debt', undefined],
      ],
    )
    await kinds.resource.remove('https://debt.example')
    assert.ok((await versions()).every(({ at, removedAt }) => removedAt && at <= removedAt))
    assert.deepEqual(await open().kinds.resource.versions('https://nothing.example'), [])
  })

  it('finds the newest version of each resource of a list', async () => {
    const registry = open()
    await registry.putResource(aResource())
    await registry.putResource(aResource('Debts'))
    const audiences = ['https://debt.example', 'https://debt.example']
    const found = await Promise.all(audiences.map(registry.findResource))
    assert.deepEqual(
      found.map(resource => resource?.version),
      [2, 2],
    )
  })

  it('hides what is removed, until it is put again', async () => {
    const registry = open()
    await registry.putResource(aResource())
    assert.equal(await registry.removeResource('https://debt.example'), true)
    assert.equal(await registry.removeResource('https://debt.example'), false)
    assert.equal(await registry.findResource('https://debt.example'), undefined)
    assert.deepEqual(await registry.listResources(), [])
    assert.equal((await registry.putResource(aResource())).version, 2)
    assert.equal((await registry.findResource('https://debt.example'))?.version, 2)
  })

  it('hides nothing that another process wrote since it was read', async () => {
    const [one, other] = [open(), open()]
    await one.putResource(aResource())
    await other.putResource(aResource('Debts'))
    assert.equal(await one.kinds.resource.remove('https://debt.example', 1), false)
    assert.equal((await open().findResource('https://debt.example'))?.version, 2)
    assert.equal(await one.kinds.resource.remove('https://debt.example', 2), true)
    assert.equal(await open().findResource('https://debt.example'), undefined)
  })

  it('S42 finds nothing under a name of the language', async () => {
    const registry = open()
    await registry.putResource(aResource())
    for (const id of ['__proto__', 'constructor']) {
      assert.equal(await registry.findResource(id), undefined)
      assert.equal(await registry.findPurpose(id), undefined)
    }
  })
}
