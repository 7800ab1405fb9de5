import { join } from 'node:path'
import type { OpenDatabase } from '../../adapters/knex/database/database.ts'
import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { type ClientProgram, clientProgram } from './client-program.ts'
import { type ConsentingPerson, consentingPerson } from './consenting-person.ts'
import { freshPostgresUrl, onPostgres } from './database.ts'
import { freePort } from './free-port.ts'
import { freshDataDir } from './fresh-data-dir.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from './samtykke-process.ts'

/** Server processes over one database, a person who has logged in, and the client that asks her. */
export interface SamtykkePlace {
  readonly processes: readonly SamtykkeProcess[]
  /** Where each process listens. */
  readonly origins: readonly string[]
  readonly person: ConsentingPerson
  readonly program: ClientProgram
  /** Empty for the embedded one. */
  readonly databaseUrl: string
  /** The database: on PostgreSQL at any time, the embedded one when every process has ended. */
  open(): Promise<OpenDatabase>
  /** Starts the first process anew where it stood, once it has ended. */
  restart(): Promise<void>
  /** Kills what still runs and removes the data directory. */
  remove(): Promise<void>
}

interface Wanted {
  readonly processes: number
  /** A PostgreSQL database; a new empty one when not given. The embedded database has one process only. */
  readonly database: 'embedded' | 'postgresql' | URL
  /** More settings of every process, or what gives them for its public URL. */
  readonly env?: Variables | ((publicUrl: string) => Promise<Variables>)
}

type Variables = Readonly<Record<string, string>>

/** All processes share their data directory, and with it their secrets, and the first one's public URL. */
export async function openPlace({ processes, database, env = {} }: Wanted): Promise<SamtykkePlace> {
  const dataDir = await freshDataDir()
  const url = await urlOf(database)
  const ports = await Promise.all(Array.from({ length: processes }, freePort))
  const publicUrl = `http://localhost:${ports[0]}`
  const more = typeof env === 'function' ? await env(publicUrl) : env
  const running: SamtykkeProcess[] = []
  const launch = (port: number | undefined) => {
    const own = { PORT: String(port), DATABASE_URL: url, SAMTYKKE_PUBLIC_URL: publicUrl }
    return startSamtykke({
      dataDir,
      env: { SAMTYKKE_LOG_LEVEL: 'silent', ...own, ...more },
      stderr: 'inherit',
    })
  }
  const remove = async () => {
    await Promise.all(running.map(one => one.kill()))
    await removeDataDir({ dataDir })
  }
  try {
    for (const port of ports) running.push(await launch(port))
    return {
      processes: running,
      origins: ports.map(port => `http://127.0.0.1:${port}`),
      person: await consentingPerson(publicUrl),
      databaseUrl: url,
      program: clientProgram(running[0]!.demo),
      open: () => openDatabase({ url: url || undefined, directory: join(dataDir, 'database') }),
      async restart() {
        running[0] = await launch(ports[0])
      },
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

const urlOf = async (database: Wanted['database']): Promise<string> => {
  if (database === 'embedded') return ''
  return database === 'postgresql' ? freshPostgresUrl({ empty: true }) : database.href
}

/** One of the processes, each in its turn. */
export const originFor = ({ origins }: Pick<SamtykkePlace, 'origins'>, turn: number): string =>
  origins[turn % origins.length]!

/** The same tests against one process on the embedded database and against two on PostgreSQL. */
export function onEachPlace(title: string, define: (place: SamtykkePlace) => void): void {
  describe(title, () => {
    describe('one process on PGlite', () => define(opened({ processes: 1, database: 'embedded' })))
    describe('two processes on PostgreSQL', () =>
      onPostgres(() => define(opened({ processes: 2, database: 'postgresql' }))))
  })
}

/** Hooks that open and remove the place, and a stand-in that becomes it: read its members inside tests only. */
export function opened(wanted: Wanted): SamtykkePlace {
  const standIn = {} as SamtykkePlace
  before(async () => {
    Object.assign(standIn, await openPlace(wanted))
  })
  after(() => standIn.remove?.())
  return standIn
}
