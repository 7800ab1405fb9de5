import assert from 'node:assert/strict'
import type { StreamId } from '../../server/domain/ids.ts'
import { readSecrets, secretsAt } from '../../server/domain/signals/webhook-secrets.ts'
import { planRegistry } from '../../server/registry/apply-registry.ts'
import { readEntries } from '../../server/registry/parse-registry.ts'
import { onEachDatabase } from '../support/database.ts'
import { applyFile, everywhere, goodFile } from '../support/registry-file.ts'
import { storesOn, type TestStores } from '../support/stores.ts'

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`
const [first, second] = [secretOf(1), secretOf(2)]

const consents = {
  name: 'consents',
  url: 'https://bank.example/consents',
  events: ['consent.withdrawn'],
  secret_file: 'consents.secret',
}
const pushed = {
  name: 'pushed',
  method: 'push',
  url: 'https://bank.example/events',
  authorization_file: 'pushed.secret',
  events: ['urn:samtykke:event:consent/ended'],
}
const polled = { name: 'polled', method: 'poll', description: 'Of the night' }

const fileWith = (receivers: object, scopes = ['openid', 'api.read', 'ssf.read']) => {
  const { resources, purposes, clients } = goodFile()
  const events = {
    ...resources[0]!,
    audience: 'https://consent.example/ssf',
    scopes: ['ssf.read', 'ssf.manage'].map(value => ({ value, text: everywhere('Events') })),
  }
  const audiences = [resources[0]!.audience, events.audience]
  return {
    resources: [...resources, events],
    purposes,
    clients: [{ ...clients[0]!, audiences, scopes, ...receivers }],
  }
}

onEachDatabase('a file that registers receivers of events', database => {
  let stores: TestStores
  beforeEach(() => {
    stores = storesOn(database)
  })

  const apply = async (receivers: object, secret = first) =>
    (await applyFile(database, fileWith(receivers), secret))
      .filter(({ kind }) => kind === 'receiver')
      .map(({ id, what }) => `${what} ${id}`)
  const standing = () => stores.streams.list('bank', ['push', 'poll', 'webhook'])
  const called = async (name: string) => (await standing()).find(one => one.registeredAs === name)!

  it('makes them, of what happens from now on, and changes nothing when it is applied again', async () => {
    const all = { webhooks: [consents], streams: [pushed, polled] }
    assert.deepEqual(await apply(all), ['added bank consents', 'added bank pushed', 'added bank polled'])
    const made = await standing()
    assert.deepEqual(
      made.map(({ registeredAs, delivery: { kind, endpoint, authorization }, eventsRequested, status }) => [
        registeredAs,
        kind,
        endpoint,
        authorization,
        eventsRequested,
        status,
      ]),
      [
        [
          'consents',
          'webhook',
          consents.url,
          JSON.stringify({ current: first }),
          ['consent.withdrawn'],
          'enabled',
        ],
        ['pushed', 'push', pushed.url, first, pushed.events, 'enabled'],
        ['polled', 'poll', undefined, undefined, undefined, 'enabled'],
      ],
    )
    assert.deepEqual(await apply(all), ['same bank consents', 'same bank pushed', 'same bank polled'])
    assert.deepEqual(await standing(), made)
  })

  it('changes one where it is in its feed, and makes one of another kind anew', async () => {
    await apply({ webhooks: [consents], streams: [polled] })
    const { id } = await called('consents')
    await stores.streams.setStatus(id, { status: 'paused', reason: 'by its owner', place: 0 })
    const moved = { ...consents, url: 'https://bank.example/elsewhere' }
    assert.deepEqual(await apply({ webhooks: [moved], streams: [{ ...pushed, name: 'polled' }] }), [
      'changed bank consents',
      'changed bank polled',
    ])
    const webhook = await called('consents')
    assert.deepEqual([webhook.id, webhook.status, webhook.delivery.endpoint], [id, 'paused', moved.url])
    assert.equal((await called('polled')).delivery.kind, 'push')
  })

  it('removes what it has no more, and nothing that a receiver made itself', async () => {
    await apply({ webhooks: [consents], streams: [polled] })
    const own = { ...(await called('polled')), id: stores.ids.uuid() as StreamId, registeredAs: undefined }
    assert.ok(await stores.streams.add(own, 10))
    assert.deepEqual(await apply({ streams: [polled] }), ['removed bank consents', 'same bank polled'])
    assert.deepEqual(await apply({}), ['removed bank polled'])
    assert.deepEqual(
      (await standing()).map(({ id }) => id),
      [own.id],
    )
  })

  it('gives a webhook another secret with a day in which both are good', async () => {
    await apply({ webhooks: [consents] })
    assert.deepEqual(await apply({ webhooks: [consents] }, second), ['changed bank consents'])
    const { delivery } = await called('consents')
    const secrets = readSecrets(delivery.authorization!)
    assert.deepEqual(secretsAt(secrets, stores.clock.now()), [second, first])
    assert.deepEqual(await apply({ webhooks: [consents] }, second), ['same bank consents'])
  })

  it('is applied by two processes at once, and makes each of them once', async () => {
    await apply({})
    await Promise.all([1, 2].map(() => apply({ webhooks: [consents], streams: [polled] })))
    assert.equal((await standing()).length, 2)
  })

  it('writes nothing when it is only tried', async () => {
    const registry = readEntries(JSON.stringify(fileWith({ webhooks: [consents] })), 'f')
    const planned = await planRegistry({ ...stores })({ ...registry, readSecret: async () => first })
    assert.ok(
      planned.some(({ kind, id, what }) => kind === 'receiver' && id === 'bank consents' && what === 'added'),
    )
    assert.deepEqual(await standing(), [])
  })

  for (const [what, receivers, wrong, secret = first] of [
    ['a secret that is none', { webhooks: [consents] }, /webhooks\[0\]\.secret_file: must hold whsec_/, 'x'],
    [
      'what is sent in two lines',
      { streams: [pushed] },
      /streams\[0\]\.authorization_file: must hold one line/,
      'a\nb',
    ],
    [
      'a name that is there twice',
      { webhooks: [consents], streams: [{ ...polled, name: 'consents' }] },
      /twice/,
    ],
    ['an event that is none', { webhooks: [{ ...consents, events: ['consent.lost'] }] }, /events/],
    [
      'an event of ours that is none',
      { streams: [{ ...polled, events: ['urn:samtykke:event:x'] }] },
      /events/,
    ],
    [
      'an address that is none',
      { webhooks: [{ ...consents, url: 'http://bank.example' }] },
      /must be an https/,
    ],
    ['a stream that is pushed nowhere', { streams: [{ name: 'x', method: 'push' }] }, /url: must be there/],
    ['an address where it is polled', { streams: [{ ...pushed, method: 'poll' }] }, /not for poll/],
  ] as const) {
    it(`is refused for ${what}, and nothing is written`, async () => {
      await assert.rejects(apply(receivers, secret), wrong)
      assert.deepEqual(await standing(), [])
    })
  }

  it('is refused for a client that may not hear of events, and for an address that nothing is sent to', async () => {
    const refused = applyFile(database, fileWith({ streams: [polled] }, ['openid', 'api.read']), first)
    await assert.rejects(refused, /scopes: must have ssf.read or ssf.manage/)
    const registry = readEntries(JSON.stringify(fileWith({ webhooks: [consents] })), 'f')
    const ports = { ...stores, maySendTo: () => false }
    const inside = planRegistry(ports)({ ...registry, readSecret: async () => first })
    await assert.rejects(inside, /webhooks\[0\]\.url: is inside a private network/)
  })
})
