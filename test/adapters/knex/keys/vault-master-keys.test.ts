import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vaultKeyWrapper } from '../../../../adapters/vault/vault-key-wrapper.ts'
import { person } from '../../../../server/domain/party.ts'
import { handSetClock } from '../../../support/clock.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { startScriptedTransit } from '../../../support/scripted-transit.ts'
import { storesAt } from '../../../support/stores.ts'

const kari = person('01885599999')

onEachDatabase('master keys that Vault wraps', database => {
  let vault: Awaited<ReturnType<typeof startScriptedTransit>>
  let folder: string
  before(async () => {
    vault = await startScriptedTransit({ token: 'a-token' })
    folder = await mkdtemp(join(tmpdir(), 'samtykke-vault-'))
    await writeFile(join(folder, 'token'), 'a-token\n')
  })
  beforeEach(() => {
    vault.fail(false)
    vault.asked.length = 0
  })
  after(async () => {
    await vault.close()
    await rm(folder, { recursive: true })
  })

  const started = async (encryptionKeys: readonly string[] = [], keyPublishAheadSeconds = 0) => {
    const settings = { engine: `${vault.url}/v1/transit`, key: 'samtykke', tokenFile: join(folder, 'token') }
    const wrapper = vaultKeyWrapper(settings)
    const stores = storesAt(database, handSetClock(), { encryptionKeys, wrapper, keyPublishAheadSeconds })
    await stores.masterKeys.load()
    return stores
  }

  it('are made once, unwrapped when a process starts and never for a request', async () => {
    const first = await started()
    const { id } = await first.parties.findOrAdd(kari, 'Kari')
    const second = await started()
    assert.deepEqual(await second.parties.findOrAdd(kari), await first.parties.find(id))
    assert.deepEqual(await second.parties.revealIdentifier(id), kari)
    for (let round = 0; round < 20; round++) {
      await second.masterKeys.load()
      await second.parties.findOrAdd(kari, `Kari ${round}`)
    }
    assert.deepEqual(vault.asked, ['/v1/transit/encrypt/samtykke', '/v1/transit/decrypt/samtykke'])
  })

  it('are known to every process before they are used', async () => {
    const [first, second] = [await started([], 60), await started([], 60)]
    const { id } = await first.parties.findOrAdd(kari, 'Kari')
    assert.equal(typeof (await first.masterKeys.rotate()), 'object')
    assert.equal(await second.masterKeys.rotate(), 'in-use')
    assert.equal(await second.resealing.work(), false)
    await second.masterKeys.load()
    assert.equal(second.sealers.inUse, first.sealers.inUse)
    for (const { clock } of [first, second]) clock.move(61_000)
    await second.masterKeys.load()
    assert.notEqual(second.sealers.inUse, first.sealers.inUse)
    while (await second.resealing.work());
    assert.deepEqual(await first.parties.revealIdentifier(id), kari)
  })

  it('follow upon keys of the settings, which are needed no more when all is sealed anew', async () => {
    const old = 'an older key for tests only, long enough'
    const before = storesAt(database, handSetClock(), { encryptionKeys: [old] })
    await before.masterKeys.load()
    const known = await before.parties.findOrAdd(kari, 'Kari')
    const derived = before.ids.derivedUuid('a')
    const moving = await started([old])
    assert.equal(moving.sealers.inUse, before.sealers.inUse)
    await moving.masterKeys.rotate()
    await moving.masterKeys.load()
    while (await moving.resealing.work());
    const after = await started()
    assert.deepEqual(await after.parties.findOrAdd(kari), known)
    assert.equal(after.ids.derivedUuid('a'), derived)
  })

  it('keep a process from starting when Vault does not answer, and nobody else from being served', async () => {
    const first = await started()
    const { id } = await first.parties.findOrAdd(kari, 'Kari')
    vault.fail(true)
    await assert.rejects(started(), /Vault answers 500 when it is to decrypt a master key/)
    await first.masterKeys.load()
    assert.equal((await first.parties.find(id))?.displayName, 'Kari')
  })
})
