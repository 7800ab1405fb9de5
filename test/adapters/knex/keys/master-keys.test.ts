import assert from 'node:assert/strict'
import { person } from '../../../../server/domain/party.ts'
import type { ConsentRequestId, EventId, GrantId } from '../../../../server/domain/ids.ts'
import { grantEvent, requestEvent } from '../../../../server/domain/event.ts'
import { handSetClock } from '../../../support/clock.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { dumpOf } from '../../../support/dump.ts'
import { aDecision, aGrant, aRequest, noon } from '../../../support/fixtures.ts'
import { keepRows } from '../../../support/kept-rows.ts'
import { storesAt, type TestStores } from '../../../support/stores.ts'

const [older, newer] = ['an older key for tests only, long enough', 'a newer key for tests only, long enough']
const number = '01885599999'
const key = { face: 'elhub', caller: 'bank', key: 'once' }

onEachDatabase('master keys', database => {
  const process = async (...encryptionKeys: string[]): Promise<TestStores> => {
    const stores = storesAt(database, handSetClock(), { encryptionKeys })
    await stores.masterKeys.load()
    return stores
  }
  const leftIn = async ({ resealing }: TestStores) =>
    Object.values(await resealing.left()).reduce((sum, count) => sum + count)
  const sealAll = async ({ resealing }: TestStores) => {
    while (await resealing.work());
  }

  /** Something of everything that is sealed; gives what reads it. */
  const write = async (stores: TestStores) => {
    const { ids, parties, consents, sessions, notices, documents, idempotency, clock } = stores
    const kari = await parties.findOrAdd(person(number), 'Kari Syntetisk')
    const request = aRequest({
      id: ids.uuid() as ConsentRequestId,
      requestedFrom: kari.id,
      requestedTo: kari.id,
      requestedBy: kari.id,
      message: 'Fordi du spurte',
      annotations: { 'elhub:requestedFromName': 'Kari' },
      ceremony: 'signature',
    })
    const as = () => ({ id: ids.uuid() as EventId, by: kari.id, at: noon })
    const event = requestEvent('requested', request, as())
    assert.ok(await documents.add({ request, event, sealed: Buffer.from('a paper') }))
    const decision = aDecision({ by: kari.id })
    const grant = aGrant({
      id: ids.uuid() as GrantId,
      requestId: request.id,
      grantedFor: kari.id,
      grantedBy: kari.id,
      grantedTo: kari.id,
      annotations: request.annotations,
    })
    const accepted = { ...request, state: { name: 'accepted', decision, grantId: grant.id } } as const
    assert.ok(
      await consents.saveRequest({
        request: accepted,
        grant,
        event: requestEvent('accepted', accepted, as()),
      }),
    )
    const use = { grantId: grant.id, at: noon, clientId: 'bank', what: 'Lest', traceId: undefined }
    assert.ok(await consents.addUse(grant, use, grantEvent('used', grant, as())))
    const cookie = await sessions.start({ party: kari, level: 'high', authenticatedAt: noon })
    await notices.ask({
      party: kari.id,
      email: 'kari@example.no',
      language: 'nb',
      kinds: [],
      remindDays: 14,
      askedAt: noon,
    })
    const until = new Date(clock.now().getTime() + 3600_000)
    await idempotency.keep(key, { members: { a: 'b' }, answer: { c: 'd' } }, until)
    const jwk = { kty: 'EC', d: 'private' }
    const signing = {
      kid: ids.uuid(),
      alg: 'ES256',
      jwk,
      publishedAt: noon,
      activeFrom: noon,
      retiredAt: undefined,
    } as const
    await stores.keys.add(signing, { retireOthersAt: undefined, onlyIfNone: false })
    return async (read: TestStores) => ({
      found: await read.parties.findOrAdd(person(number)),
      number: await read.parties.revealIdentifier(kari.id),
      request: await read.consents.findRequest(request.id),
      history: await read.query.history(grant.id),
      document: await read.documents.find(request.id),
      session: await read.sessions.find(cookie),
      address: await read.notices.find(kari.id),
      answer: await read.idempotency.find(key),
      keys: await read.keys.history(),
      derived: read.ids.derivedUuid('a', 'b'),
    })
  }

  it('are changed while everything is served, and the old one is needed no more', async () => {
    const before = await process(older)
    const read = await write(before)
    const seen = await read(before)
    assert.ok(seen.session && seen.document && seen.answer && seen.address)

    const both = await process(newer, older)
    assert.deepEqual(await read(both), seen)
    const [inUse] = (await both.masterKeys.list()).filter(({ state }) => state === 'in-use')
    assert.equal(inUse?.id, before.sealers.inUse)
    assert.equal(await leftIn(both), 0)

    const rotated = await both.masterKeys.rotate()
    assert.ok(typeof rotated === 'object' && rotated.id !== inUse.id)
    assert.equal(await both.masterKeys.rotate(), 'in-use')
    await both.masterKeys.load()
    assert.ok((await leftIn(both)) >= 7)
    assert.deepEqual(await read(both), seen)
    await sealAll(both)
    assert.equal(await leftIn(both), 0)
    assert.deepEqual(await read(both), seen)
    assert.deepEqual(await read(await process(newer)), seen)
    await assert.rejects(process(older), /is not configured/)
  })

  it('of a process that has not heard of the new one yet are sealed anew when it has', async () => {
    await process(older)
    const late = await process(newer, older)
    const encryptionKeys = [newer, older]
    const quick = storesAt(database, handSetClock(), { encryptionKeys, settleSeconds: 15 })
    await quick.masterKeys.rotate()
    await quick.masterKeys.load()
    await sealAll(quick)
    const ola = await late.parties.findOrAdd(person('29868099311'), 'Ola')
    assert.ok((await leftIn(quick)) > 0)
    assert.equal((await quick.parties.findOrAdd(person('29868099311'))).id, ola.id)
    quick.clock.move(16_000)
    await sealAll(quick)
    assert.equal(await leftIn(quick), 0)
    assert.equal(await quick.resealing.work(), false)
  })

  it('seal anew a number that was added under each of two older ones', async () => {
    const [oldest, newest] = ['the oldest key for tests only, long', 'the newest key for tests only, long']
    const { id } = await (await process(oldest)).parties.findOrAdd(person(number), 'Kari')
    const other = storesAt(database, handSetClock(), { encryptionKeys: [older] })
    other.clock.move(1000)
    await other.parties.findOrAdd(person(number))
    const all = await process(newest, older, oldest)
    assert.equal(typeof (await all.masterKeys.rotate()), 'object')
    await all.masterKeys.load()
    await sealAll(all)
    assert.equal(await leftIn(all), 0)
    assert.equal((await all.parties.findByIdentifier(person(number)))?.id, id)
  })

  it('that were in use open a backup as long as they are configured', async () => {
    const before = await process(older)
    const read = await write(before)
    const seen = await read(before)
    const restore = await keepRows(database)
    const both = await process(newer, older)
    await both.masterKeys.rotate()
    await both.masterKeys.load()
    await sealAll(both)
    await restore()
    assert.deepEqual(await read(await process(newer, older)), seen)
  })

  it('show nothing of themselves in the database', async () => {
    await write(await process(newer, older))
    const dump = (await dumpOf(database)).join('\n')
    for (const one of [older, newer]) {
      assert.ok(!dump.includes(one) && !dump.includes(Buffer.from(one).toString('hex')))
    }
  })
})
