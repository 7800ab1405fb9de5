import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { patienceLeft, waited, withPatience } from '../../../adapters/knex/database/patience.ts'
import { gather, gatherEach } from '../../../adapters/knex/gather.ts'
import { expectRejected } from '../../support/expect-problem.ts'

/** What takes so long for any number of items, and asks how long it may. */
const slowly = (milliseconds: number) =>
  gather(async (items: readonly string[]) => {
    patienceLeft()
    await waited(() => sleep(milliseconds))
    return items
  })

const standstill = new Error('nothing moves')

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

  it('F10: is not done any more for those who have gone before their turn', async () => {
    const done: string[] = []
    const first = Promise.withResolvers<void>()
    const gathered = gather(async (items: readonly string[]) => {
      done.push(...items)
      await first.promise
      return items
    })
    const turn = gathered('first')
    const [gone, staying] = [withPatience(20, () => gathered('gone')), gathered('staying')]
    await expectRejected('storage.unavailable', () => gone)
    first.resolve()
    await Promise.all([turn, staying])
    assert.deepEqual(done, ['first', 'staying'])
  })

  it('F9: fails at once for those who would only wait for the same failure, and for nobody who comes after', async () => {
    const gate = Promise.withResolvers<void>()
    const turns: (readonly string[])[] = []
    const gathered = gather(
      async (items: readonly string[]) => {
        turns.push(items)
        if (turns.length === 1) await gate.promise
        return items
      },
      error => error === standstill,
    )
    const waiting = Promise.allSettled([gathered('first'), gathered('second')])
    gate.reject(standstill)
    assert.deepEqual(
      (await waiting).map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    assert.equal(await gathered('third'), 'third')
    assert.deepEqual(turns, [['first'], ['third']])
  })

  it('goes together by key, and no key waits for another', async () => {
    const gate = Promise.withResolvers<void>()
    const turns: string[] = []
    const gathered = gatherEach(
      (item: string) => item[0]!,
      async (items: readonly string[]) => {
        turns.push(items.join())
        if (items.includes('a1')) await gate.promise
        return items
      },
    )
    const of = Promise.all(['a1', 'a2', 'a3'].map(gathered))
    assert.deepEqual(await Promise.all(['b1', 'b2'].map(gathered)), ['b1', 'b2'])
    gate.resolve()
    assert.deepEqual(await of, ['a1', 'a2', 'a3'])
    assert.deepEqual(turns, ['a1', 'b1', 'b2', 'a2,a3'])
  })
})
