import { cpSync, rmSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child-server.ts'

let prepared: Promise<string> | undefined

/**
 * A new data directory for one server. Its keys are made already and its embedded database has empty tables, which
 * would take seconds each time: a test about a first start makes a directory of its own.
 */
export async function freshDataDir(): Promise<string> {
  prepared ??= prepare()
  const directory = await mkdtemp(join(tmpdir(), 'samtykke-'))
  await cp(await prepared, directory, { recursive: true })
  return directory
}

/** Makes what is copied for this process and, through the environment, for those it starts. */
export async function shareDataDir(): Promise<void> {
  prepared ??= prepare()
  process.env.SAMTYKKE_TEST_DATA_DIR = await prepared
}

/** Copies the keys that are made already, if they are, into a directory whose server has a database elsewhere. */
export function copyKeysInto(directory: string): void {
  const from = process.env.SAMTYKKE_TEST_DATA_DIR
  if (from === undefined) return
  const database = join(from, 'database')
  cpSync(from, directory, { recursive: true, filter: path => path !== database })
}

async function prepare(): Promise<string> {
  const given = process.env.SAMTYKKE_TEST_DATA_DIR
  if (given !== undefined) return given
  const directory = await mkdtemp(join(tmpdir(), 'samtykke-prepared-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const child = await startChild({
    file: fileURLToPath(new URL('prepare-data-dir-process.ts', import.meta.url)),
    readyWord: 'prepared',
    env: { PORT: '0', DATABASE_URL: '', SAMTYKKE_DATA_DIR: directory, SAMTYKKE_LOG_LEVEL: 'silent' },
  })
  await child.ended
  return directory
}
