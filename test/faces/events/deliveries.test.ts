import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { post } from '../../../adapters/delivery/post.ts'
import { openSender } from '../../../adapters/delivery/sender.ts'
import { openSigningKeys } from '../../../adapters/jose/signing-keys.ts'
import { tokenSigner } from '../../../adapters/jose/token-signer.ts'
import { requestEvent } from '../../../server/domain/event.ts'
import type { ConsentRequestId, EventId, StreamId } from '../../../server/domain/ids.ts'
import { organization } from '../../../server/domain/party.ts'
import type { SignalStream } from '../../../server/domain/signals/signal-stream.ts'
import { securityEvents } from '../../../server/faces/events/ssf/dialect.ts'
import { claimStreams, deliverSignals } from '../../../server/usecases/signals/deliver-signals.ts'
import { aClient } from '../../contracts/client-store.ts'
import { onEachDatabase } from '../../support/database.ts'
import { aRequest, kari } from '../../support/fixtures.ts'
import { startSignalReceiver, withStatus } from '../../support/signal-receiver.ts'
import { addFixtureParties, storesAt, type TestStores } from '../../support/stores.ts'
import { until } from '../../support/until.ts'

onEachDatabase('what is sent to receivers by two processes', database => {
  let stores: TestStores<typeof systemClock>
  let asker: Awaited<ReturnType<TestStores['parties']['findOrAdd']>>
  const problems: unknown[] = []
  const opened: { close(): Promise<void> }[] = []
  beforeEach(async () => {
    stores = storesAt(database, systemClock)
    await addFixtureParties(database)
    asker = await stores.parties.findOrAdd(organization('123456785'), 'Demo bank AS')
    await stores.clients.save(aClient({ id: 'receiver', scopeValues: ['ssf.read'] }))
  })
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close()
    assert.deepEqual(problems, [])
  })

  const ask = async () => {
    const request = aRequest({ id: stores.ids.uuid() as ConsentRequestId, requestedBy: asker.id })
    const moment = { id: stores.ids.uuid() as EventId, by: kari, at: stores.clock.now() }
    await stores.consents.addRequest(request, requestEvent('requested', request, moment))
    return moment.id
  }
  const askFor = async (many: number) => {
    const ids: string[] = []
    for (let each = 0; each < many; each++) ids.push(await ask())
    while (await stores.feeds.place());
    return ids
  }
  const streamTo = async (endpoint: string) => {
    const stream: SignalStream = {
      id: stores.ids.uuid() as StreamId,
      clientId: 'receiver',
      registeredAs: undefined,
      feed: { kind: 'party', party: asker.id },
      delivery: { kind: 'push', endpoint, authorization: undefined },
      eventsRequested: undefined,
      description: undefined,
      status: 'enabled',
      reason: undefined,
      place: 0,
      taken: [],
      moves: 0,
    }
    assert.equal(await stores.streams.add(stream, 10), true)
    return stream
  }
  const receiver = async () => {
    const one = await startSignalReceiver(async token => {
      const claims = decodeJwt(token) as never as { jti: string; events: object }
      const [[event, content] = ['', {}]] = Object.entries(claims.events)
      return { jti: claims.jti, event, content, claims: claims as never }
    })
    opened.push(one)
    return one
  }
  const startProcess = async () => {
    const keys = await openSigningKeys({
      store: stores.keys,
      clock: stores.clock,
      publishAhead: 0,
      longestToken: 60,
      onError: () => {},
    })
    const dialect = securityEvents({
      ...stores,
      signer: tokenSigner(keys),
      publicUrl: 'https://consent.example',
    })
    const ports = {
      ...stores,
      dialects: new Map([['push' as const, dialect]]),
      metrics: { signalSent: () => {} },
      giveUpDays: 7,
      post: post({ allowLoopback: true, privateHosts: [], timeoutSeconds: 5, onTrouble: () => {} }),
    }
    const sender = openSender({
      claim: claimStreams(ports),
      deliver: deliverSignals(ports),
      onError: error => problems.push(error),
    })
    opened.push({
      close: async () => {
        await sender.end()
        keys.stop()
      },
    })
    return sender
  }

  it('S58 F18 comes once each and in order to everybody who takes it, whatever others do', async () => {
    const good = [await receiver(), await receiver()]
    const bad = [await receiver(), await receiver(), await receiver()]
    const [hanging, failing, flooding] = bad
    hanging!.answer(() => {})
    failing!.answer(withStatus(500))
    flooding!.answer(withStatus(202, 'x'.repeat(200_000)))
    const streams = await Promise.all([...bad, ...good].map(({ url }) => streamTo(url)))
    const processes = [await startProcess(), await startProcess()]
    const ids = await askFor(40)
    for (const one of processes) one.wake()
    await until(async () => good.every(({ taken }) => taken.length >= ids.length))
    for (const { taken } of good) {
      assert.deepEqual(
        taken.map(({ told }) => told.jti),
        ids,
      )
    }
    const places = await Promise.all(streams.map(async ({ id }) => (await stores.streams.find(id))!.place))
    assert.deepEqual(places.slice(0, 3), [0, 0, 0])
    await Promise.all(bad.map(one => one.close()))
  })

  it('comes no more once its receiver has paused the stream, and then goes on with what comes next', async () => {
    const one = await receiver()
    const { id } = await streamTo(one.url)
    one.answerOnce(withStatus(202), withStatus(202), async (_request, response) => {
      await stores.streams.setStatus(id, { status: 'paused', reason: undefined })
      response.writeHead(202).end()
    })
    const ids = await askFor(10)
    await startProcess()
    await until(async () => (await stores.streams.find(id))!.place === 3)
    assert.equal(one.asked(), 3)
    await stores.streams.setStatus(id, { status: 'enabled', reason: undefined })
    await until(async () => one.taken.length >= 7)
    assert.deepEqual(
      one.taken.map(({ told }) => told.jti),
      ids.slice(3),
    )
  })

  it('comes to nobody whose client is registered for less, or for another feed', async () => {
    const one = await receiver()
    const other = await receiver()
    const stream = await streamTo(one.url)
    await askFor(1)
    const client = (await stores.clients.find('receiver', 'anew'))!
    await stores.clients.save({ ...client, scopeValues: [] })
    await stores.clients.save(
      aClient({ id: 'api', scopeValues: ['ssf.read'], resourceServerFor: 'https://debt.example' }),
    )
    await stores.streams.add(
      {
        ...stream,
        id: stores.ids.uuid() as StreamId,
        clientId: 'api',
        delivery: { ...stream.delivery, endpoint: other.url },
      },
      10,
    )
    await startProcess()
    await until(async () => (await stores.deliveries.failing(0)) === 2)
    assert.deepEqual([one.asked(), other.asked()], [0, 0])
  })
})
