import { Client, type ClientConfig } from 'pg'
import { discardWhenSpoilt, isMisprepared } from './discard.ts'
import { backendToldTo, detectPooling, type Pooling } from './pooling.ts'
import {
  type Limits,
  lookAround,
  type SessionRow,
  settleSession,
  settleTransaction,
} from './session-settings.ts'

export interface Sessions {
  /** Makes a new connection fit for use. Throws, and ends it, when it is not: above all when it is read-only. */
  prepare(client: Client): Promise<void>
  /** How many connections are fit for use now. */
  alive(): number
  /** `undefined` before the first connection. */
  pooling(): Pooling | undefined
}

interface Wanted {
  readonly config: ClientConfig
  readonly limits: Limits
  /** What is between, when somebody said; found out when not. */
  readonly pooling: Pooling | undefined
}

const answerMilliseconds = 3_000

const guards = new WeakMap<Client, string>()

/** What must go before each transaction on this connection, when nothing lasts longer there. */
export const guardOf = (client: Client): string | undefined => guards.get(client)

/** The session is read-only: whatever it says may be old, and it takes nothing. */
export const readOnlySession = (): Error =>
  Object.assign(new Error('the session is read-only'), { code: '25006' })

export function sessions({ config, limits, pooling: told }: Wanted): Sessions {
  const alive = new Set<Client>()
  let finding: Promise<Pooling> | undefined
  let found: Pooling | undefined = told
  let searchPath: string | undefined

  const connect = async (): Promise<Client> => {
    const client = new Client(config)
    client.on('error', () => {})
    await client.connect()
    return client
  }

  const poolingOf = async (client: Client): Promise<Pooling> => {
    if (found) return found
    finding ??= detectPooling(client, connect).finally(() => {
      finding = undefined
    })
    found = await finding
    return found
  }

  const settle = async (client: Client): Promise<SessionRow> => {
    const pooling = await poolingOf(client)
    const row = await ask(client, pooling === 'transaction' ? lookAround : settleSession(limits, searchPath))
    const direct = row.backend === backendToldTo(client)
    if (row.read_only) await refuse(client, { direct })
    searchPath ??= row.search_path
    if (pooling === 'transaction') guards.set(client, settleTransaction(limits, searchPath))
    if (pooling !== 'none' || direct) return row
    found = told
    return settle(client)
  }

  const watch = (client: Client): void => {
    discardWhenSpoilt(client)
    client.connection.on('errorMessage', (error: Error) => {
      if (isMisprepared(error)) found = told ?? 'transaction'
    })
    client.once('end', () => alive.delete(client))
  }

  return {
    async prepare(client) {
      watch(client)
      try {
        await settle(client)
      } catch (error) {
        client.end().catch(() => {})
        throw error
      }
      alive.add(client)
    },
    alive: () => alive.size,
    pooling: () => found,
  }
}

const ask = async (client: Client, text: string): Promise<SessionRow> => {
  const question = { text, query_timeout: answerMilliseconds }
  return (await client.query<SessionRow>(question)).rows[0]!
}

/** A pooler would keep the session and give it to us again. */
async function refuse(client: Client, { direct }: { direct: boolean }): Promise<never> {
  if (!direct) await client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
  throw readOnlySession()
}
