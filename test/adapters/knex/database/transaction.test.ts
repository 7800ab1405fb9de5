import assert from 'node:assert/strict'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a unit of work', database => {
  const statement = 'insert into replay (bucket, hash, expires_at) values (1, $1, $2)'
  const insert = (word: string) => database.connection().write(statement, [Buffer.from(word), new Date(0)])
  const insertWhole = (word: string) =>
    database.connection().writeWhole(statement, [Buffer.from(word), new Date(0)])
  const words = async () =>
    (await database.connection().read<{ hash: Buffer }>('select hash from replay order by hash')).map(row =>
      row.hash.toString(),
    )

  it('keeps everything when the work is done', async () => {
    await database.unitOfWork.run(async () => {
      await insert('a')
      await database.unitOfWork.run(() => insert('b'))
      assert.deepEqual(await words(), ['a', 'b'])
    })
    assert.deepEqual(await words(), ['a', 'b'])
  })

  it('keeps nothing when the work throws', async () => {
    const work = database.unitOfWork.run(async () => {
      await insert('a')
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.deepEqual(await words(), [])
  })

  it('throws what a statement threw although the work looked away', async () => {
    await insert('a')
    const work = database.unitOfWork.run(async () => {
      await insert('b')
      await insert('a').catch(() => {})
    })
    await assert.rejects(work, { code: '23505' })
    assert.deepEqual(await words(), ['a'])
  })

  it('begins one transaction for two writers at once', async () => {
    await database.unitOfWork.run(async () => {
      await Promise.all([insert('a'), insert('b'), words()])
    })
    assert.deepEqual(await words(), ['a', 'b'])
  })

  it('keeps at once what is written whole before everything else, and after that only with the others', async () => {
    const work = database.unitOfWork.run(async () => {
      await insertWhole('a')
      await insert('b')
      await insertWhole('c')
      assert.deepEqual(await words(), ['a', 'b', 'c'])
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.deepEqual(await words(), ['a'])
  })

  it('joins a transaction of a store', async () => {
    const work = database.unitOfWork.run(async () => {
      await database.transaction(connection => connection.write('delete from replay').then(() => insert('a')))
      throw new Error('no')
    })
    await assert.rejects(work, /no/)
    assert.deepEqual(await words(), [])
  })

  it('leaves no connection behind', async () => {
    for (let round = 0; round < 30; round++) {
      await database.unitOfWork.run(() => insert('a')).catch(() => {})
    }
    assert.equal(database.knex.client.pool.numUsed(), 0)
  })
})
