import assert from 'node:assert/strict'
import { Client } from 'pg'
import { fillEvents } from '../../../../bench/events/fill-events.ts'
import { costsOf } from '../../../../bench/events/measure-cost.ts'
import { freshPostgresUrl, onPostgres } from '../../../support/database.ts'

/** Event, consent and scopes of each of fifty, and the next level of three indexes. */
const oneLevelMore = 3 * 50

describe('Reading fifty events of a feed', function () {
  this.timeout(300_000)
  onPostgres(() => {
    it('takes a page more for each look-up at most when there are ten times as many', async () => {
      const [few, many] = [await pagesAt(10_000), await pagesAt(100_000)]
      assert.equal(few.length, many.length)
      for (const [nth, pages] of many.entries())
        assert.ok(pages <= few[nth]! + oneLevelMore, `${few.join()} and ${many.join()}`)
    })
  })
})

async function pagesAt(events: number): Promise<readonly number[]> {
  const url = await freshPostgresUrl()
  await fillEvents(url, events)
  const client = new Client(url)
  await client.connect()
  try {
    return (await costsOf(client, events)).map(({ pages }) => pages)
  } finally {
    await client.end()
  }
}
