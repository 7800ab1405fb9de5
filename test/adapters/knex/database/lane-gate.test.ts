import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { laneGate, type Pass } from '../../../../adapters/knex/database/pool/lane-gate.ts'
import type { Travel } from '../../../../adapters/knex/database/pool/lanes.ts'
import type { Lane } from '../../../../server/ports/lanes.ts'

/** A gate, and those who came to it in their order: which of them were let in, and how to go again. */
function gateOf(connections: number, share = 4) {
  const gate = laneGate({ connections: () => connections, share })
  const passes: Pass[] = []
  let number = 0
  return {
    passes,
    come(lane: Lane, whose?: string, travel: Partial<Travel> = {}) {
      const entering = gate.enter({ lane, number: number++, whose, patience: 10, ...travel })
      return entering.then(
        pass => {
          passes.push(pass)
          return true
        },
        () => false,
      )
    },
  }
}

describe('the lanes of a pool', () => {
  it('keep two of ten connections for each, whatever the others want', async () => {
    for (const lane of ['ordinary', 'introspection', 'withdrawal'] as const) {
      const { come } = gateOf(10)
      const came = await Promise.all(Array.from({ length: 10 }, () => come(lane)))
      assert.equal(came.filter(Boolean).length, 6, lane)
      for (const other of ['ordinary', 'introspection', 'withdrawal'] as const) {
        if (other !== lane) assert.deepEqual([await come(other), await come(other)], [true, true])
      }
    }
  })

  it('let all of them in by one connection, one after the other', async () => {
    const { come, passes } = gateOf(1)
    const came = [come('ordinary'), come('introspection'), come('withdrawal')]
    for (const one of came) {
      assert.equal(await one, true)
      passes.pop()!.leave()
    }
  })

  it('give nobody more than a share, and the rest to others though they came later', async () => {
    const { come, passes } = gateOf(10)
    const mine = Array.from({ length: 5 }, () => come('ordinary', 'busy'))
    assert.deepEqual(await Promise.all(mine), [true, true, true, true, false])
    const next = come('ordinary', 'busy', { patience: 1_000 })
    assert.equal(await come('ordinary', 'other'), true)
    passes[0]!.leave()
    assert.equal(await next, true)
  })

  it('let the request go first that began first', async () => {
    const { come, passes } = gateOf(1)
    await come('ordinary')
    const order: string[] = []
    const wait = (name: string, number: number) =>
      come('ordinary', undefined, { number, patience: 1_000 }).then(() => {
        order.push(name)
        passes.pop()!.leave()
      })
    const waiting = [wait('late', 9), wait('early', 1), wait('between', 5)]
    passes.pop()!.leave()
    await Promise.all(waiting)
    assert.deepEqual(order, ['early', 'between', 'late'])
  })

  it('let nobody wait on where nothing moves, and let wait where something does', async () => {
    const { come, passes } = gateOf(10)
    const stuck = await Promise.all(Array.from({ length: 4 }, () => come('ordinary', 'stuck')))
    await come('ordinary', 'moving')
    await come('ordinary', 'moving')
    const began = performance.now()
    const [behind, served] = [
      come('ordinary', 'stuck', { patience: 3_000 }),
      come('ordinary', 'moving', { patience: 3_000 }),
    ]
    const turns = (async () => {
      for (let turn = 0; turn < 4; turn++) {
        await sleep(150)
        passes.at(-1)!.moved()
        passes.pop()!.leave()
        await come('ordinary', 'moving', { patience: 3_000 })
      }
    })()
    assert.deepEqual([stuck.every(Boolean), await behind, await served], [true, false, true])
    assert.ok(performance.now() - began < 1_000)
    await turns
  })

  it('count what a request waits together', async () => {
    const { come } = gateOf(1)
    await come('ordinary')
    const travel: Travel = { lane: 'ordinary', number: 7, whose: undefined, patience: 20 }
    const gate = laneGate({ connections: () => 1, share: 1 })
    await gate.enter(travel)
    await assert.rejects(gate.enter(travel), /in time/)
    assert.equal(travel.patience, 0)
  })
})
