import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { patienceLeft, waited, withPatience } from '../../../../adapters/knex/database/patience.ts'
import { gather } from '../../../../adapters/knex/oauth/artifacts/gather.ts'
import { expectRejected } from '../../../support/expect-problem.ts'

/** What takes so long for any number of items, and asks how long it may. */
const slowly = (milliseconds: number) =>
  gather(async (items: readonly string[]) => {
    patienceLeft()
    await waited(() => sleep(milliseconds))
    return items
  })

describe('what is done for many at once', () => {
  it('F10: is not waited for any longer than a request has patience', async () => {
    const gathered = slowly(300)
    const first = gathered('first')
    await expectRejected('storage.unavailable', () => withPatience(20, () => gathered('second')))
    assert.equal(await first, 'first')
  })

  it('F10: does not fail for those whose patience lasts, whoever came first', async () => {
    const gathered = slowly(60)
    const impatient = withPatience(30, async () => {
      await gathered('first').catch(() => {})
      await sleep(100)
    })
    assert.equal(await withPatience(2_000, () => gathered('second')), 'second')
    await impatient
  })
})
