import assert from 'node:assert/strict'
import type { OperatorAct, OperatorActId } from '../../../../server/domain/operators/operator-act.ts'
import { isRefused } from '../../../../server/domain/problem.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { dumpOf, linesWith } from '../../../support/dump.ts'
import { at, kari, noon, ola } from '../../../support/fixtures.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

onEachDatabase('what operators did', database => {
  const open = async () => {
    const stores = storesOn(database)
    await addFixtureParties(database)
    const add = async (changes: Partial<OperatorAct>) => {
      const act: OperatorAct = {
        id: stores.ids.uuid() as OperatorActId,
        at: noon,
        operator: { id: 'desk', name: 'The desk', door: 'api' },
        operation: 'client.suspend',
        target: { kind: 'client', id: 'bank' },
        ...changes,
      }
      await stores.acts.add(act)
      return act
    }
    return { ...stores, add, list: (filter = {}, limit = 100) => stores.acts.list(filter, { limit }) }
  }

  const plain = (acts: readonly OperatorAct[]): unknown => JSON.parse(JSON.stringify(acts))

  it('is listed as it was added, the newest first', async () => {
    const { add, list } = await open()
    const first = await add({ reason: 'abuse', before: { suspended: false }, after: { suspended: true } })
    const second = await add({
      at: at(1),
      operation: 'person.find',
      party: kari,
      reason: 'she called',
      traceId: 't1',
    })
    assert.deepEqual(plain((await list()).items), plain([second, first]))
  })

  it('is found by who, what, whom and when', async () => {
    const { add, list } = await open()
    const looked = await add({ operation: 'person.find', target: { kind: 'party', id: kari }, party: kari })
    const rotated = await add({ at: at(10), operation: 'client.rotate_secret' })
    const other = await add({ at: at(20), operator: { id: 'x', name: 'X', door: 'console' }, party: ola })
    const idsOf = async (filter: Parameters<typeof list>[0]) => (await list(filter)).items.map(({ id }) => id)
    assert.deepEqual(await idsOf({ party: kari }), [looked.id])
    assert.deepEqual(await idsOf({ operation: 'client.' }), [other.id, rotated.id])
    assert.deepEqual(await idsOf({ operation: 'client.rotate_secret' }), [rotated.id])
    assert.deepEqual(await idsOf({ operatorId: 'x' }), [other.id])
    assert.deepEqual(await idsOf({ target: { kind: 'client' } }), [other.id, rotated.id])
    assert.deepEqual(await idsOf({ target: { kind: 'party', id: kari } }), [looked.id])
    assert.deepEqual(await idsOf({ from: at(10), to: at(20) }), [rotated.id])
  })

  it('is read page by page, each act once, those of one moment too', async () => {
    const { acts, add } = await open()
    const added: string[] = []
    for (let one = 0; one < 5; one++) added.unshift((await add({})).id)
    const read: string[] = []
    for (let after: string | undefined, rounds = 0; rounds < 4; rounds++) {
      const { items, next } = await acts.list({}, { after, limit: 2 })
      read.push(...items.map(({ id }) => id))
      if (next === undefined) break
      after = next
    }
    assert.deepEqual(read, added)
  })

  it('takes no cursor of another list', async () => {
    const { acts, add, list } = await open()
    await add({ party: kari })
    await add({ party: kari })
    const { next } = await list({}, 1)
    await assert.rejects(acts.list({ party: kari }, { after: next, limit: 1 }), error =>
      isRefused(error, 'request.malformed'),
    )
  })

  it('tells nothing of a person in plain, and nothing at all once she is forgotten', async () => {
    const { add, list, parties } = await open()
    await add({ party: kari, reason: 'Hemmelig', before: { name: 'Hemmelig' } })
    assert.deepEqual(linesWith(await dumpOf(database), 'Hemmelig'), [])
    await parties.forget(kari)
    const [act] = (await list({ party: kari })).items
    assert.deepEqual([act?.reason, act?.before, act?.operation], [undefined, undefined, 'client.suspend'])
  })

  it('is not there when what was done is taken back', async () => {
    const { add, list, units } = await open()
    const undone = units.unitOfWork.run(async () => {
      await add({})
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.deepEqual((await list()).items, [])
  })
})
