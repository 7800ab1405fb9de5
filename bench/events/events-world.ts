import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { consentingPerson } from '../../test/support/consenting-person.ts'
import { eventReader } from '../../test/support/event-reader.ts'
import { freshDataDir } from '../../test/support/fresh-data-dir.ts'
import { openPlace } from '../../test/support/samtykke-place.ts'
import { removeDataDir } from '../../test/support/samtykke-process.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { eventsRegistry } from './events-registry.ts'

export type EventsWorld = Awaited<ReturnType<typeof openEventsWorld>>

/** Two server processes over a PostgreSQL that writes as in production, so many askers, and a person. */
export async function openEventsWorld(askers: number) {
  const database = await openBenchDatabase()
  const registryDir = await freshDataDir()
  const registered: ReturnType<typeof eventsRegistry>[] = []
  const env = async (publicUrl: string) => {
    const registry = eventsRegistry(publicUrl, askers)
    registered.push(registry)
    const path = join(registryDir, 'bench.json')
    await writeFile(path, JSON.stringify(registry.file), { mode: 0o600 })
    return { NODE_ENV: 'production', SAMTYKKE_REGISTRY_FILE: path }
  }
  const stop = async () => {
    await database.stop()
    await removeDataDir({ dataDir: registryDir })
  }
  try {
    const place = await openPlace({ processes: 2, database: new URL(database.url), env })
    const [registry] = registered
    const [first] = place.processes
    if (!registry || !first) throw new Error('Nothing was started')
    const { publicUrl } = first
    return {
      databaseUrl: database.url,
      publicUrl,
      place,
      askers: registry.askers,
      api: registry.api,
      at: eventReader(publicUrl),
      /** The person, whose login is good for some minutes only. */
      logIn: () => consentingPerson(publicUrl),
      /** For all processes. */
      async moveClock(advanceSeconds: number): Promise<void> {
        for (const origin of place.origins) {
          const headers = { 'content-type': 'application/json' }
          const body = JSON.stringify({ advanceSeconds })
          const answer = await fetch(`${origin}/demo/clock`, { method: 'POST', headers, body })
          if (answer.status !== 200) throw new Error(`The clock was not moved: ${answer.status}`)
        }
      },
      async close(): Promise<void> {
        await place.remove()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
