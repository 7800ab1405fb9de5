import type { Storage } from '../../server/cli/storage.ts'
import { storageVerbs } from '../../server/cli/storage-verbs.ts'
import type { Answer, Operator } from '../../server/cli/verb.ts'
import { commandLineStorage } from '../../server/compose/command-line.ts'
import { keepEverything } from '../../server/domain/registry/retention.ts'
import type { TestDatabase } from '../support/database.ts'
import { openTestCore } from '../support/test-core.ts'

/** The command line over a test's database: gives what the verb answers, or throws what it throws. */
export async function openTestCli(database: TestDatabase) {
  const test = await openTestCore(database)
  const stores = { ...test.ports, pooling: 'none' as const, close: async () => undefined }
  const storage: Storage = commandLineStorage(stores, {
    environment: 'test',
    keyPublishAheadSeconds: 600,
    publicUrl: 'https://samtykke.example',
    ledger: { anchorEverySeconds: 3600, anchorDir: undefined },
    secrets: { encryptionKeys: [] },
    delivery: { giveUpDays: 7, privateHosts: [], keepMonths: 13 },
    retention: keepEverything,
  })
  const operators: (Operator | undefined)[] = []
  const samtykke = async (...words: string[]): Promise<Answer> => {
    const answers: Answer[] = []
    const commands = storageVerbs({
      withStorage: (work, operator) => {
        operators.push(operator)
        return work(storage)
      },
      print: answer => void answers.push(answer),
    })
    const command = commands.find(one => one.name() === words[0])
    for (const one of [command, ...(command?.commands ?? [])]) one?.exitOverride().configureOutput(silent)
    await command?.parseAsync(words.slice(1), { from: 'user' })
    return answers[0]!
  }
  return { ...test, storage, samtykke, operators }
}

const silent = { writeErr: () => undefined, writeOut: () => undefined }
