import { Client } from 'pg'
import { ceilings } from './ceilings.ts'
import { type Figures, figures, type StatementCounter } from './figures.ts'
import { pgBouncerProgram, startPgBouncer } from '../test/support/pgbouncer.ts'
import { clientCredentials, introspection, journeys, type Load } from './scenarios.ts'
import { openBenchDatabase } from './targets/bench-database.ts'
import { startMemoryServer } from './targets/memory.ts'
import { startSamtykkeServer } from './targets/samtykke.ts'
import type { AuthorizationServer } from './targets/target.ts'

interface Place {
  readonly name: string
  readonly start: () => Promise<AuthorizationServer>
  readonly statements?: StatementCounter
}

/** Every scenario on every server, one after another so that none shares the machine with another. */
export async function measureAll(load: Load, only: readonly string[]): Promise<readonly Figures[]> {
  const database = await openBenchDatabase()
  try {
    const places: readonly Place[] = [
      { name: 'memory', start: startMemoryServer },
      {
        name: 'postgresql',
        start: () => startSamtykkeServer({ name: 'samtykke on PostgreSQL', databaseUrl: database.url }),
        statements: database.countStatements,
      },
      ...(pgBouncerProgram() ? modes.map(mode => behindPgBouncer(database, mode)) : []),
      { name: 'pglite', start: () => startSamtykkeServer({ name: 'samtykke on PGlite' }) },
    ]
    const results: Figures[] = await ceilings(load, database)
    for (const place of places) {
      const wanted = only.length === 0 ? place.name !== 'pgbouncer' : only.includes(place.name)
      if (wanted) results.push(...(await measurePlace(place, load)))
    }
    return results.sort((a, b) => a.scenario.localeCompare(b.scenario))
  } finally {
    await database.stop()
  }
}

const modes = ['session', 'transaction'] as const

/** Measured when it is asked for, where PgBouncer is installed. */
const behindPgBouncer = (
  { url, countStatements }: Awaited<ReturnType<typeof openBenchDatabase>>,
  mode: (typeof modes)[number],
): Place => ({
  name: 'pgbouncer',
  statements: countStatements,
  async start() {
    const bouncer = await startPgBouncer(await anotherDatabase(url, `behind_${mode}`), { mode })
    const server = await startSamtykkeServer({
      name: `samtykke behind PgBouncer, ${mode}`,
      databaseUrl: bouncer.url,
    })
    return {
      ...server,
      async stop() {
        await server.stop()
        await bouncer.stop()
      },
    }
  },
})

/** Each server has keys of its own, which the others' tables do not fit. */
async function anotherDatabase(url: string, name: string): Promise<string> {
  const client = new Client(url)
  await client.connect()
  await client.query(`create database ${name}`).finally(() => client.end())
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

const shortly: Load = { connections: 8, seconds: 1 }

async function measurePlace({ start, statements }: Place, load: Load): Promise<Figures[]> {
  const target = await start()
  const counted = statements ? { target, statements } : { target }
  const scenarios: Record<string, (load: Load) => ReturnType<typeof journeys>> = {
    'client_credentials, opaque': amount => clientCredentials(target, 'opaque', amount),
    'client_credentials, JWT': amount => clientCredentials(target, 'jwt', amount),
    'introspection, active': amount => introspection(target, true, amount),
    'introspection, inactive': amount => introspection(target, false, amount),
    'code journey': amount => journeys(target, { ...amount, connections: Math.min(8, amount.connections) }),
  }
  try {
    const results: Figures[] = []
    for (const [scenario, run] of Object.entries(scenarios)) {
      await run(shortly)
      results.push(await figures({ ...counted, scenario }, () => run(load)))
    }
    return results
  } finally {
    await target.stop()
  }
}
