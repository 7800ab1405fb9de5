import { rmSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '../../adapters/knex/embedded-database.ts'

let prepared: Promise<string> | undefined

/** A new data directory for one server. Its embedded database is made already, which takes seconds, but has no table. */
export async function freshDataDir(): Promise<string> {
  prepared ??= prepare()
  const directory = await mkdtemp(join(tmpdir(), 'samtykke-'))
  await cp(await prepared, directory, { recursive: true })
  return directory
}

/** What is copied, as long as this process lives. */
async function prepare(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'samtykke-prepared-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const { close } = await openEmbeddedDatabase(join(directory, 'database'))
  await close()
  return directory
}
