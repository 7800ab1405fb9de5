import { embeddedDatabase, emptyTables } from './database.ts'
import type { DemoWorld } from './demo-world.ts'
import { startWholeApp, type WholeApp } from './whole-app.ts'

export interface DemoApp extends WholeApp {
  readonly demo: DemoWorld
}

/** The whole server in this process on the embedded database, as it is when it was started for the first time. */
export async function startDemoApp(env: Readonly<Record<string, string>> = {}): Promise<DemoApp> {
  const database = await embeddedDatabase()
  await database.timeMoved()
  await emptyTables(database)
  const app = await startWholeApp(database, env)
  return { ...app, demo: (await app.demoJson()) as unknown as DemoWorld }
}
