import assert from 'node:assert/strict'
import { openSender } from '../../../adapters/delivery/sender.ts'
import type { Claimed } from '../../../server/ports/signals/delivery-queue.ts'
import { until } from '../../support/until.ts'

/** A queue of so many streams, each due once, in this order. */
const queueOf = (many: number) => {
  const due = Array.from({ length: many }, (_, at) => ({ claim: String(at) }) as Claimed)
  return async (most: number) => due.splice(0, most)
}

const quickly = { onError: (error: unknown) => assert.fail(String(error)), patienceMilliseconds: 20 }

describe('The sender', () => {
  it('F18 comes to a receiver behind two hundred that hang, before any of those is given up', async () => {
    const hanging: (() => void)[] = []
    const reached: string[] = []
    const sender = openSender({
      claim: queueOf(201),
      deliver: ({ claim }) =>
        claim === '200'
          ? Promise.resolve(void reached.push(claim))
          : new Promise(resolve => hanging.push(resolve)),
      ...quickly,
    })
    sender.wake()
    await until(async () => reached.length === 1)
    assert.equal(hanging.length, 200)
    for (const giveUp of hanging) giveUp()
    await sender.end()
  })

  it('has no more in hand at once than its memory bears, and goes on when there is room', async () => {
    const waiting: (() => void)[] = []
    let most = 0
    let inHand = 0
    const sender = openSender({
      claim: queueOf(300),
      async deliver() {
        most = Math.max(most, ++inHand)
        await new Promise<void>(resolve => waiting.push(resolve))
        inHand--
      },
      ...quickly,
    })
    sender.wake()
    await until(async () => inHand === 256)
    let done = 0
    await until(async () => {
      for (const answer of waiting.splice(0)) {
        done++
        answer()
      }
      return done === 300
    })
    assert.equal(most, 256)
    await sender.end()
  })
})
