import assert from 'node:assert/strict'
import { recordTellings } from '../../server/usecases/steps/record-tellings.ts'

describe('what a client takes of the news of withdrawals', () => {
  const taken = (event: string) => ({ event, at: new Date(0) })

  it('is put on record at once, and together what comes meanwhile', async () => {
    const written: string[][] = []
    const { promise: isWritten, resolve } = Promise.withResolvers<void>()
    const took = async (all: readonly { readonly event: string }[]) => {
      written.push(all.map(({ event }) => event))
      await isWritten
    }
    const record = recordTellings({ took }, 'bank')
    for (const event of ['a', 'b', 'c']) record.add(taken(event))
    assert.deepEqual(written, [['a']])
    resolve()
    await record.end()
    record.add(taken('d'))
    await record.end()
    assert.deepEqual(written, [['a'], ['b', 'c'], ['d']])
  })

  it('counts for nothing when it cannot be put on record', async () => {
    const record = recordTellings({ took: async () => assert.fail('gone') }, 'bank')
    for (const event of ['a', 'b']) record.add(taken(event))
    await assert.rejects(record.end(), /gone/)
  })
})
