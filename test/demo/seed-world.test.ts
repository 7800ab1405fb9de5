import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fnrvalidator from '@navikt/fnrvalidator'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { keptClientCertificate } from '../../server/demo/authority/kept-client-certificate.ts'
import { demoJson, writeDemoJson } from '../../server/demo/demo-json.ts'
import { demoSecrets } from '../../server/demo/demo-secrets.ts'
import { readPrivateFile } from '../../server/demo/private-file.ts'
import { seedWorld } from '../../server/demo/seed-world.ts'
import { persons } from '../../server/demo/world/persons.ts'
import { onEachDatabase } from '../support/database.ts'
import { storesAt } from '../support/stores.ts'

const publicUrl = 'http://localhost:3000'
const ids = randomIds({ clock: systemClock, key: 'key-of-the-test' })
const hasher = secretHasher({ ids, clock: systemClock })

describe('the demo world', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'samtykke-test-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  const open = () => demoSecrets({ dataDir, ids, secrets: hasher })

  it('has only persons who cannot exist', () => {
    for (const { nin } of persons) {
      const verdict = fnrvalidator.idnr(nin)
      assert.equal(verdict.status === 'valid' && verdict.type, 'tnr', nin)
    }
  })

  it('keeps its secrets over a restart, readable by the owner alone', async () => {
    const first = await open()
    assert.deepEqual(await open(), first)
    assert.equal((await stat(join(dataDir, 'demo-secrets.json'))).mode & 0o777, 0o600)
  })

  it('agrees on its secrets when several processes start at once', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, open))
    for (const other of others) assert.deepEqual(other, first)
  })

  it('tells outside scripts what they need in demo.json, for the owner alone', async () => {
    const mtls = await keptClientCertificate({ dataDir, clock: systemClock, ids })
    const content = demoJson(publicUrl, { ...(await open()), mtls, certificateHeader: 'Client-Cert' })
    await writeDemoJson({ dataDir, content, ids })
    const path = join(dataDir, 'demo.json')
    assert.deepEqual(await readPrivateFile(path), JSON.parse(JSON.stringify(content)))
    assert.equal((await stat(path)).mode & 0o777, 0o600)

    const { web, machine, machineKey, resourceServer } = content.clients.oauth
    assert.deepEqual(web.redirect_uris, [`${publicUrl}/demo/callback`, 'http://127.0.0.1:9999/cb'])
    assert.ok(web.client_secret && machine.client_secret && machineKey.jwk.d && machineKey.jwk.kid)
    assert.ok(content.resources.some(({ audience }) => audience === resourceServer.audience))
    assert.deepEqual(
      content.persons.slice(0, 2).map(({ nin }) => nin),
      ['14842249091', '29868099311'],
    )
  })

  onEachDatabase('seeded', database => {
    const stores = () => storesAt(database, systemClock)

    it('stands after the first start and is the same after the second', async () => {
      const secrets = await open()
      const first = stores()
      await seedWorld(first, { publicUrl, secrets })
      const web = await first.clients.find('demo-web')
      assert.ok(web && (await hasher.verify(secrets.clients.web.secret, web.secrets)))

      await seedWorld(first, { publicUrl, secrets })
      assert.deepEqual(await first.clients.find('demo-web'), web)
      const finances = await first.registry.findResource('https://finances.demo.example')
      assert.equal(finances?.version, 1)
    })

    it('follows a new public address, and lets another data directory keep its secret', async () => {
      const one = await open()
      const world = stores()
      await seedWorld(world, { publicUrl, secrets: one })
      await rm(join(dataDir, 'demo-secrets.json'))
      const other = await open()
      await seedWorld(world, { publicUrl: 'http://localhost:4000', secrets: other })

      const web = await world.clients.find('demo-web')
      assert.ok(web)
      assert.ok(web.redirectUris.includes('http://localhost:4000/demo/callback'))
      for (const { clients } of [one, other]) {
        assert.ok(await hasher.verify(clients.web.secret, web.secrets))
      }
    })
  })
})
