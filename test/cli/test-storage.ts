import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { rotateSigningKey } from '../../adapters/jose/signing-keys.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { migrations } from '../../adapters/knex/database/migrate.ts'
import type { Storage } from '../../server/cli/storage.ts'
import { storageVerbs } from '../../server/cli/storage-verbs.ts'
import type { Answer } from '../../server/cli/verb.ts'
import type { TestDatabase } from '../support/database.ts'
import { storesOn } from '../support/stores.ts'
import { openTestCore } from '../support/test-core.ts'

/** The command line over a test's database: gives what the verb answers, or throws what it throws. */
export async function openTestCli(database: TestDatabase) {
  const test = await openTestCore(database)
  const { keys, marketRegister, clientRules } = storesOn(database)
  const { clock, ids } = test.ports
  const storage: Storage = {
    ...test.ports,
    core: test.core,
    units: database,
    marketRegister,
    clientRules,
    clients: knexClientStore({ ...database, clock, freshness: 0 }),
    secrets: secretHasher({ clock, ids }),
    keys: {
      list: () => keys.list(),
      rotate: alg => rotateSigningKey({ store: keys, clock, publishAhead: 600, longestToken: 3600 }, alg),
    },
    pooling: 'none',
    migrate: migrations(database),
    close: async () => undefined,
  }
  const samtykke = async (...words: string[]): Promise<Answer> => {
    const answers: Answer[] = []
    const commands = storageVerbs({
      withStorage: work => work(storage),
      print: answer => void answers.push(answer),
    })
    const command = commands.find(one => one.name() === words[0])
    for (const one of [command, ...(command?.commands ?? [])]) one?.exitOverride().configureOutput(silent)
    await command?.parseAsync(words.slice(1), { from: 'user' })
    return answers[0]!
  }
  return { ...test, storage, samtykke }
}

const silent = { writeErr: () => undefined, writeOut: () => undefined }
