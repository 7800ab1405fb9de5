import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { operatorScopes } from '../domain/operators/operations.ts'
import type { Operator as DeskOperator } from '../domain/operators/operator.ts'
import { Problem } from '../domain/problem.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Storage } from './storage.ts'
import type { Answer, Operator, Options, Tools } from './verb.ts'

const program = 'samtykke'

interface Input<O extends Options> {
  readonly argument: string
  readonly options: O
  /** Who does it, for verbs of the desk. */
  readonly operator: DeskOperator
}

type Work<O extends Options> = (storage: Storage, input: Input<O>) => Promise<Answer>

/** A command that works on a migrated database. */
export const onStorage = <O extends Options>(tools: Tools, command: Command, work: Work<O>): Command =>
  onAnyStorage<O>(tools, command, async (storage, input) => {
    await assertMigrated(storage)
    return work(storage, input)
  })

/** A command that works on the database in whatever state it is. What it did, or was refused, is on record. */
export const onAnyStorage = <O extends Options>(tools: Tools, command: Command, work: Work<O>): Command =>
  command
    .option('--reason <text>', 'why, for the audit trail')
    .option('--actor <name>', 'who asks for it, for the audit trail; without it who runs the command')
    .action(async (...given: unknown[]) => {
      const options = command.opts<O & { json?: boolean }>()
      const argument = typeof given[0] === 'string' ? given[0] : ''
      const by = operatorOf(options)
      const operator = atDesk(by)
      const recorded = onRecord(nameOf(command), storage => work(storage, { argument, options, operator }))
      const answer = await tools.withStorage(recorded, by)
      tools.print(answer, options.json === true)
    })

const onRecord =
  (command: string, work: (storage: Storage) => Promise<Answer>) =>
  async (storage: Storage): Promise<Answer> => {
    const { audit } = storage
    try {
      const answer = await work(storage)
      for (const act of answer.acts ?? [{ what: 'command.read', command } as const]) audit.record(act)
      return answer
    } catch (error) {
      audit.record({ what: 'command.refused', command, problem: problemOf(error) })
      throw error
    }
  }

function problemOf(error: unknown): string {
  if (error instanceof Problem) return error.code
  return error instanceof RegistryError ? 'registry.unfit' : 'internal'
}

/** `client list`; of a verb without a noun its own name. */
const nameOf = (command: Command): string =>
  [command.parent, command]
    .map(one => one?.name() ?? program)
    .filter(name => name !== program)
    .join(' ')

const operatorOf = ({ actor, reason }: Options): Operator => ({
  actor: typeof actor === 'string' ? actor : systemUser(),
  reason: typeof reason === 'string' ? reason : undefined,
})

/** Whoever may run the command on the database may do all of it. */
const atDesk = ({ actor }: Operator): DeskOperator => ({
  id: actor,
  name: actor,
  door: 'command',
  scopes: new Set(operatorScopes),
})

/** A process in a container may run as a user that has no name. */
function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

/** Throws `storage.unavailable` for a database whose migrations wait. */
export async function assertMigrated({ migrate }: Storage): Promise<void> {
  const { waiting } = await migrate.status()
  if (waiting.length === 0) return
  throw new Problem('storage.unavailable', 'The database is not migrated; run: samtykke migrate up')
}
