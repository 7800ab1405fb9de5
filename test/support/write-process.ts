import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'

/** Writes pairs of rows for ever, each pair as one, and tells of each that is kept. */
const [directory = '', url] = process.argv.slice(2)
const database = await openDatabase({ url, directory })
const { unitOfWork, connection } = knexUnitOfWork(database.knex)

const insert = (table: string, word: string) =>
  connection().write(`insert into ${table} (word) values ($1)`, [word])

await database.knex.raw(
  'create table if not exists first (word text); create table if not exists second (word text)',
)

const writer = async (name: number): Promise<never> => {
  for (let number = 0; ; number++) {
    const word = `${process.pid} ${name} ${number}`
    const kept = unitOfWork.run(async () => {
      await insert('first', word)
      await insert('second', word)
    })
    await kept.then(
      () => process.send?.(word),
      () => process.send?.('failed'),
    )
  }
}

await Promise.all([1, 2, 3, 4].map(writer))
