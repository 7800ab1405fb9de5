import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { planRegistry } from '../../server/registry/apply-registry.ts'
import { readEntries } from '../../server/registry/parse-registry.ts'
import { RegistryError } from '../../server/registry/registry-error.ts'
import { writeRegistry } from '../../server/registry/to-entry/write-registry.ts'
import { embeddedDatabase, onEachDatabase } from '../support/database.ts'
import { startDemoApp } from '../support/demo-app.ts'
import { applyFile, everywhere, goodFile } from '../support/registry-file.ts'
import { storesOn } from '../support/stores.ts'

type Stores = Parameters<typeof planRegistry>[0] & Parameters<typeof writeRegistry>[0]

const written = async (stores: Stores, meteringPoints = true) => {
  const { file, leftOut } = await writeRegistry(stores, { meteringPoints })
  return { text: stringify(file), file, leftOut }
}

/** What applying a file would do, but for what stays the same. */
const changes = async (stores: Stores, text: string) => {
  const planned = await planRegistry(stores)({
    ...readEntries(text, 'f'),
    readSecret: () => Promise.reject(new Error('no file is read')),
  })
  return {
    count: planned.length,
    changed: planned
      .filter(({ what }) => what !== 'same')
      .map(({ kind, id, what }) => `${what} ${kind} ${id}`),
  }
}

const webhookSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

/** A client that is told of events, in all ways there are. */
const told = () => {
  const { resources, purposes, clients } = goodFile()
  const events = {
    ...resources[0]!,
    audience: 'https://consent.example/ssf',
    scopes: ['ssf.read', 'ssf.manage'].map(value => ({ value, text: everywhere('Events') })),
  }
  return {
    resources: [...resources, events],
    purposes,
    clients: [
      {
        ...clients[0]!,
        audiences: [resources[0]!.audience, events.audience],
        scopes: ['api.read', 'ssf.read'],
        webhooks: [{ name: 'hook', url: 'https://bank.example/hook', secret_file: 'hook.secret' }],
        streams: [
          { name: 'asked', method: 'poll' },
          { name: 'pushed', method: 'push', url: 'https://bank.example/p', authorization_file: 'p.secret' },
          { name: 'bare', method: 'push', url: 'https://bank.example/bare', description: 'Of the night' },
        ],
      },
    ],
  }
}

onEachDatabase('the registry as a file', database => {
  for (const name of ['registry.example.yaml', 'consent-resources.example.yaml']) {
    it(`changes nothing where it was written, once ${name} was applied`, async () => {
      const text = readFileSync(`docs/${name}`, 'utf8')
      const applied = await applyFile(database, text)
      const stores = storesOn(database)
      const again = await written(stores)
      assert.deepEqual(again.leftOut, [])
      assert.deepEqual(await changes(stores, again.text), { count: applied.length, changed: [] })
    })
  }

  it('keeps what purposes say of withdrawals and of what is kept', async () => {
    const file = parse(readFileSync('docs/registry.example.yaml', 'utf8')) as { purposes: object[] }
    const kept = { kept: 'P3Y', basis: 'legal_obligation', why: everywhere('So says the law') }
    const purposes = file.purposes.map(one => ({
      ...one,
      withdrawn_within: '5m',
      retention: { text: kept, identity: { ...kept, kept: 'P4Y' } },
    }))
    await applyFile(database, stringify({ ...file, purposes }))
    const stores = storesOn(database)
    const { text } = await written(stores)
    assert.match(text, /withdrawn_within: 5m[\s\S]*kept: P3Y/)
    assert.deepEqual((await changes(stores, text)).changed, [])
  })

  it('names nobody by a number unless it is asked for metering points', async () => {
    await applyFile(database, readFileSync('docs/registry.example.yaml', 'utf8'))
    const stores = storesOn(database)
    const { text } = await written(stores, false)
    assert.doesNotMatch(text, /14842249091|metering_points/)
    assert.match((await written(stores)).text, /14842249091/)
    assert.deepEqual((await changes(stores, text)).changed, [])
  })

  it('keeps secrets without saying them, also those of streams and webhooks', async () => {
    await applyFile(database, told(), webhookSecret)
    const stores = storesOn(database)
    const { text } = await written(stores)
    assert.doesNotMatch(text, /whsec_|a{64}/)
    assert.deepEqual((await changes(stores, text)).changed, [])
    await applyFile(database, text)
    const [hook, , pushed] = await stores.receivers.registered('bank')
    assert.equal(hook?.delivery.authorization, JSON.stringify({ current: webhookSecret }))
    assert.equal(pushed?.delivery.authorization, webhookSecret)
    assert.equal((await stores.clients.find('bank', 'anew'))?.secrets[0]?.digest, 'a'.repeat(64))
  })

  it('says elsewhere which secrets are missing', async () => {
    await applyFile(database, told(), webhookSecret)
    const { text, file } = await written(storesOn(database))
    await storesOn(database).clients.remove('bank')
    const elsewhere = text.replaceAll('id: bank', 'id: other-bank')
    const missing = [
      'clients.other-bank: secrets[0]: is not here; say its secret_sha256, secret_scrypt or secret_file',
      'clients.other-bank: webhooks[0].secret_kept: is not here; say its secret_file',
      'clients.other-bank: streams[1].authorization_kept: is not here; say its authorization_file',
    ]
    assert.equal((file.clients as object[]).length, 1)
    await assert.rejects(applyFile(database, elsewhere), (error: RegistryError) => {
      assert.ok(error instanceof RegistryError)
      for (const one of missing) assert.ok(error.message.includes(one), `${one} in ${error.message}`)
      return true
    })
  })
})

describe('the demo world as a file', () => {
  it('changes nothing where it was written', async function () {
    this.timeout(60_000)
    const app = await startDemoApp()
    try {
      const stores = storesOn(await embeddedDatabase())
      const { text, leftOut } = await written(stores)
      assert.deepEqual((await changes(stores, text)).changed, [])
      assert.ok(
        leftOut.every(one => /^(purposes|market\.redirects)\./.test(one)),
        leftOut.join(),
      )
      assert.match(text, /id: demo-fapi\n/)
    } finally {
      await app.close()
    }
  })
})
