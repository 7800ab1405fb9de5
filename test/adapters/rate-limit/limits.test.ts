import assert from 'node:assert/strict'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { statements } from '../../../adapters/knex/database/statements.ts'
import type { LimitStorage } from '../../../adapters/rate-limit/counter.ts'
import { limits } from '../../../adapters/rate-limit/limits.ts'
import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'
import { onEachDatabase, type TestDatabase } from '../../support/database.ts'
import { allOff } from '../../support/no-limits.ts'
import { statementsOf } from '../../support/statement-counter.ts'

const table = { ...allOff, forms: { most: 8, seconds: 60 } }

/** One process's own counting. */
function processOver(storage: LimitStorage | undefined) {
  const [told, counted]: [Parameters<AuditLog['record']>[0][], string[]] = [[], []]
  const opened = limits({
    table,
    storage,
    hash: sha256,
    metrics: { limitReached: (limit, by) => counted.push(`${limit} ${by}`) },
    audit: { record: entry => void told.push(entry), written: async () => {} },
  })
  const refused = async (times: number, key: string): Promise<number> => {
    let count = 0
    for (let n = 0; n < times; n++) if (await opened.count('forms', key, { network: key })) count++
    return count
  }
  return { ...opened, told, counted, refused }
}

const storageOver = ({ knex }: TestDatabase): LimitStorage => {
  const alone = statements(knex)
  return {
    query: async ({ text, values }) => {
      const { rows, count } = await alone.run(text.trim(), values)
      return { rows, rowCount: count }
    },
  }
}

describe('what one process counts', () => {
  it('is let through as often as the limit says, and told of once', async () => {
    const alone = processOver(undefined)
    assert.equal(await alone.refused(8, 'a'), 0)
    assert.equal(await alone.refused(3, 'a'), 3)
    assert.equal(await alone.refused(8, 'b'), 0)
    assert.deepEqual(alone.counted, Array(3).fill('forms memory'))
    assert.deepEqual(alone.told, [
      {
        what: 'limit.reached',
        clientId: undefined,
        limit: 'forms',
        key: sha256('a'),
        network: sha256('a'),
      },
    ])
    const reached = await alone.count('forms', 'a')
    assert.deepEqual({ ...reached, wait: 0 }, { name: 'forms', most: 8, seconds: 60, wait: 0 })
    assert.ok(reached && reached.wait > 0 && reached.wait <= 60)
  })

  it('is not limited where the limit is off', async () => {
    const alone = processOver(undefined)
    for (let n = 0; n < 100; n++) assert.equal(await alone.count('person-asked', 'a'), undefined)
  })

  it('gives back what did not happen, and no more than that', async () => {
    const alone = processOver(undefined)
    await alone.giveBack('forms', 'a')
    assert.equal((await alone.standing('forms', 'a')).count, 0)
    assert.equal(await alone.refused(8, 'a'), 0)
    await alone.giveBack('forms', 'a')
    assert.equal(await alone.refused(2, 'a'), 1)
  })

  it('is told of once, though each that is refused is given back', async () => {
    const alone = processOver(undefined)
    await alone.refused(8, 'a')
    for (let n = 0; n < 5; n++) {
      assert.equal(await alone.refused(1, 'a'), 1)
      await alone.giveBack('forms', 'a')
    }
    assert.equal(alone.told.length, 1)
  })
})

onEachDatabase('what processes count together', database => {
  it('costs no statement before a quarter of the limit', async () => {
    const one = processOver(storageOver(database))
    assert.deepEqual(await statementsOf(database, () => one.refused(2, 'a')), [])
    assert.equal((await statementsOf(database, () => one.refused(1, 'a'))).length, 1)
  })

  it('is given back to all of them', async () => {
    const [one, other] = [processOver(storageOver(database)), processOver(storageOver(database))]
    for (let n = 0; n < 20; n++) {
      assert.equal(await one.refused(3, 'a'), 0)
      for (let given = 0; given < 3; given++) await one.giveBack('forms', 'a')
    }
    assert.equal(await other.refused(8, 'a'), 0)
  })

  it('is refused at the second process when the first has used it up', async () => {
    const [one, other] = [processOver(storageOver(database)), processOver(storageOver(database))]
    assert.equal(await one.refused(4, 'a'), 0)
    assert.equal(await other.refused(4, 'a'), 0)
    assert.equal(await other.refused(2, 'a'), 2)
    assert.deepEqual(other.counted, ['forms storage', 'forms memory'])
    assert.equal(other.told.length, 1)
    assert.equal(await one.refused(1, 'a'), 1)
    assert.equal(await one.refused(4, 'b'), 0)
  })

  it('is told of once by each process, though each that is refused is given back', async () => {
    const [one, other] = [processOver(storageOver(database)), processOver(storageOver(database))]
    await one.refused(8, 'a')
    assert.equal(await other.refused(2, 'a'), 0)
    for (let n = 0; n < 5; n++) {
      assert.equal(await other.refused(1, 'a'), 1)
      await other.giveBack('forms', 'a')
    }
    assert.equal(other.told.length, 1)
  })

  it('is asked of nobody any more once it is refused', async () => {
    const one = processOver(storageOver(database))
    await one.refused(9, 'a')
    assert.deepEqual(await statementsOf(database, () => one.refused(5, 'a')), [])
  })

  it('keeps no key in clear', async () => {
    await processOver(storageOver(database)).refused(5, '192.0.2.77')
    const rows = await database.connection().read<{ key: string }>('select key from rate_limit')
    assert.deepEqual(rows, [{ key: `forms:${sha256('192.0.2.77')}` }])
  })
})

describe('a storage that does not answer', () => {
  it('leaves every process to count alone', async () => {
    const gone: LimitStorage = { query: async () => Promise.reject(new Error('gone')) }
    const alone = processOver(gone)
    assert.equal(await alone.refused(8, 'a'), 0)
    assert.equal(await alone.refused(2, 'a'), 2)
    await alone.giveBack('forms', 'a')
  })
})
