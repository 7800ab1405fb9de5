import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { windows } from '../../../adapters/rate-limit/windows.ts'

describe('Windows in which something is counted', () => {
  it('are kept until their time is over', async () => {
    const kept = windows(0.05)
    kept.at('a').count = 3
    assert.equal(kept.known('a')?.count, 3)
    await sleep(60)
    assert.equal(kept.known('a'), undefined)
    assert.equal(kept.at('a').count, 0)
  })

  it('are no more than there is room for, however many keys somebody thinks of', () => {
    const kept = windows(60, 100)
    for (let n = 0; n < 1_000; n++) kept.at(`key ${n}`).count++
    const there = Array.from({ length: 1_000 }, (_, n) => kept.known(`key ${n}`)).filter(Boolean)
    assert.equal(there.length, 100)
    assert.equal(kept.known('key 999')?.count, 1)
  })
})
