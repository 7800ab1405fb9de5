import assert from 'node:assert/strict'
import type { ConsentRequestId, EventId } from '../../../../server/domain/ids.ts'
import { type NumberedEvent, requestEvent } from '../../../../server/domain/event.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { aRequest, bank, kari, noon, ola } from '../../../support/fixtures.ts'
import { brokenLink } from '../../../support/ledger.ts'
import { addFixtureParties, storesOn, type TestStores } from '../../../support/stores.ts'

onEachDatabase('the event feed', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    await addFixtureParties(database)
  })

  const ask = (requestedBy = bank) => {
    const request = aRequest({ id: stores.ids.uuid() as ConsentRequestId, requestedBy })
    const moment = { id: stores.ids.uuid() as EventId, by: kari, at: noon }
    return stores.consents.addRequest(request, requestEvent('requested', request, moment))
  }

  const askMany = async (many: number) => {
    let left = many
    const asker = async () => {
      while (left-- > 0) await ask()
    }
    await Promise.all(Array.from({ length: 20 }, asker))
  }

  it('shows a reader who follows it 200 parallel events in order and without a gap', async () => {
    const seen: NumberedEvent[] = []
    let done = false
    const follow = async () => {
      while (seen.length < 200) {
        const last = done
        seen.push(...(await stores.query.events(bank, seen.at(-1)?.sequence ?? 0, 7)))
        if (last) await new Promise(resolve => setImmediate(resolve))
      }
    }
    await Promise.all([follow(), askMany(200).then(() => (done = true))])
    assert.deepEqual(
      seen.map(event => event.sequence),
      Array.from({ length: 200 }, (_, index) => index + 1),
    )
    assert.equal(brokenLink(seen), undefined)
  })

  it('numbers every asker by itself', async () => {
    await Promise.all([ask(bank), ask(ola), ask(bank), ask(ola)])
    for (const stream of [bank, ola]) {
      const feed = await stores.query.events(stream, 0, 10)
      assert.deepEqual(
        feed.map(event => event.sequence),
        [1, 2],
      )
    }
  })

  it('counts no number for what was rolled back', async () => {
    await ask()
    const work = database.unitOfWork.run(async () => {
      await ask()
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    await ask()
    const feed = await stores.query.events(bank, 0, 10)
    assert.deepEqual(
      feed.map(event => event.sequence),
      [1, 2],
    )
    assert.equal(brokenLink(feed), undefined)
  })

  it('tells when somebody changed, took out or put in an event', async () => {
    for (let number = 0; number < 4; number++) await ask()
    const feed = await stores.query.events(bank, 0, 10)
    const changed = feed.map(event => (event.sequence === 3 ? { ...event, type: 'revoked' as const } : event))
    assert.equal(brokenLink(changed)?.sequence, 3)
    assert.equal(brokenLink(feed.filter(event => event.sequence !== 2))?.sequence, 3)
    assert.equal(brokenLink([...feed.slice(0, 2), feed[1]!, ...feed.slice(2)])?.sequence, 2)
    assert.equal(brokenLink(feed.slice(1))?.sequence, 2)
  })
})
