import type { Command } from 'commander'
import { Problem } from '../domain/problem.ts'
import type { Storage } from './storage.ts'
import type { Answer, Options, Tools } from './verb.ts'

type Work<O extends Options> = (storage: Storage, input: { argument: string; options: O }) => Promise<Answer>

/** A command that works on a migrated database. */
export const onStorage = <O extends Options>(tools: Tools, command: Command, work: Work<O>): Command =>
  onAnyStorage<O>(tools, command, async (storage, input) => {
    await assertMigrated(storage)
    return work(storage, input)
  })

/** A command that works on the database in whatever state it is. */
export const onAnyStorage = <O extends Options>(tools: Tools, command: Command, work: Work<O>): Command =>
  command.action(async (...given: unknown[]) => {
    const options = command.opts<O & { json?: boolean }>()
    const argument = typeof given[0] === 'string' ? given[0] : ''
    const answer = await tools.withStorage(storage => work(storage, { argument, options }))
    tools.print(answer, options.json === true)
  })

/** Throws `storage.unavailable` for a database whose migrations wait. */
export async function assertMigrated({ migrate }: Storage): Promise<void> {
  const { waiting } = await migrate.status()
  if (waiting.length === 0) return
  throw new Problem('storage.unavailable', 'The database is not migrated; run: samtykke migrate up')
}
