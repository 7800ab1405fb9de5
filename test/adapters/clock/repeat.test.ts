import assert from 'node:assert/strict'
import { repeat } from '../../../adapters/clock/repeat.ts'
import { until } from '../../support/until.ts'

describe('Work that repeats', () => {
  const everySeconds = 0.001

  it('is done one at a time, again after it failed, and its end waits for it', async () => {
    const errors: unknown[] = []
    let [begun, atOnce, most] = [0, 0, 0]
    const work = async () => {
      begun++
      most = Math.max(most, ++atOnce)
      await new Promise(later => setTimeout(later, 5))
      atOnce--
      throw new Error('failed')
    }
    const end = repeat(work, { everySeconds, onError: error => errors.push(error) })
    await until(async () => begun > 2)
    await end()
    assert.deepEqual([most, atOnce, errors.length], [1, 0, begun])
  })

  it('may begin earlier than it repeats', async () => {
    let done = false
    const work = async () => {
      done = true
    }
    const end = repeat(work, { firstSeconds: 0.001, everySeconds: 3600, onError: assert.ifError })
    await until(async () => done)
    await end()
  })
})
