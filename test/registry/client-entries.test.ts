import assert from 'node:assert/strict'
import { clientEntries } from '../../server/registry/entries/client-entries.ts'
import { onEachDatabase } from '../support/database.ts'
import { applyFile, goodFile } from '../support/registry-file.ts'
import { storesOn, type TestStores } from '../support/stores.ts'

onEachDatabase('clients by their entries', database => {
  let stores: TestStores
  let entries: ReturnType<typeof clientEntries>
  beforeEach(async () => {
    stores = storesOn(database)
    entries = clientEntries(stores)
    await applyFile(database, goodFile())
  })

  const shown = async () => entries.show((await stores.clients.find('bank', 'anew'))!)

  it('are shown with secrets only as kept, and put back without a change', async () => {
    const entry = await shown()
    assert.doesNotMatch(JSON.stringify(entry), /a{64}/)
    assert.deepEqual(await entries.judge(entry), { faults: [], hints: [] })
    assert.equal((await entries.put(entry, 1))?.version, 1)
    const [client, secret] = [await stores.clients.find('bank', 'anew'), 'b'.repeat(64)]
    const more = { ...entry, secrets: [...(entry.secrets as object[]), { secret_sha256: secret }] }
    const changed = await entries.put(more, 1)
    assert.deepEqual(
      [changed?.version, changed?.secrets.map(one => one.digest)],
      [2, ['a'.repeat(64), secret]],
    )
    assert.deepEqual(changed?.secrets[0], client?.secrets[0])
  })

  it('are put in place of the version that was read alone', async () => {
    const entry = await shown()
    const renamed = await Promise.all([1, 2].map(n => entries.put({ ...entry, name: `Bank ${n}` }, 1)))
    assert.deepEqual(
      renamed.flatMap(one => (one ? [one.version] : [])),
      [2],
    )
    assert.equal(await entries.put(entry, 0), undefined)
    const fresh = { ...entry, id: 'other', secrets: [{ secret_sha256: 'c'.repeat(64) }] }
    assert.equal(await entries.put(fresh, 1), undefined)
    assert.equal((await entries.put(fresh, 0))?.version, 1)
  })

  it('read no files of this machine', async () => {
    const entry = { ...(await shown()), secrets: [{ secret_file: '/etc/hostname' }] }
    const { faults } = await entries.judge(entry)
    assert.deepEqual(faults, [
      {
        pointer: '/secrets/0/secret_file',
        text: 'clients.bank: secrets[0].secret_file: cannot be a file here',
      },
    ])
    await assert.rejects(entries.put(entry, 1), { code: 'registry.malformed' })
  })
})
