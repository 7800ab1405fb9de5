import { createHash } from 'node:crypto'
import { constants, cpSync, existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationFiles } from '../migrate.ts'

/** Where npm keeps what it installs in a checkout. The package that npm publishes has nothing there. */
const installed = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** Raised when databases made before are no longer what is wanted, though migrations and PGlite are the same. */
const generation = 1

/** So many are kept, for whoever goes back and forth between branches. */
const keptDatabases = 3

/** Makes a database in a directory that is not there yet, closed and complete when it resolves. */
export type MakeDatabase = (directory: string) => Promise<void>

/**
 * Puts a migrated database where there is none, whole or not at all. Copied from one that was made before from the same
 * migrations and the same PGlite, else made by `make` and, in a checkout, kept for the next time.
 */
export async function placePrepared(to: string, make: MakeDatabase): Promise<void> {
  await inOneStep(to, async draft => {
    const prepared = await preparedDatabase(make)
    if (prepared && copied(prepared, draft)) return
    await rm(draft, { recursive: true, force: true })
    await make(draft)
  })
}

/** Whoever dies while making it leaves nothing at its place. One process at a time. */
export async function inOneStep(to: string, make: MakeDatabase): Promise<void> {
  const draft = `${to}.draft`
  await rm(draft, { recursive: true, force: true })
  await make(draft)
  await rename(draft, to)
}

/**
 * The directory of the migrated database that is kept for copying, made now if it is not there. `undefined` where none can
 * be kept. Several processes may ask at once.
 */
export async function preparedDatabase(
  make: MakeDatabase,
  kept: Kept | undefined = keptInCheckout(),
): Promise<string | undefined> {
  if (!kept) return undefined
  const place = join(kept.cache, kept.key)
  if (existsSync(place)) return place
  return (await succeeds(keep(kept, make))) || existsSync(place) ? place : undefined
}

/** A directory, and the name in it of what is wanted, which begins with `database-`. */
interface Kept {
  readonly cache: string
  readonly key: string
}

const keptInCheckout = (): Kept | undefined =>
  existsSync(installed) ? { cache: join(installed, '.cache', 'samtykke'), key: databaseKey() } : undefined

async function keep({ cache, key }: Kept, make: MakeDatabase): Promise<void> {
  await mkdir(cache, { recursive: true })
  const workshop = await mkdtemp(join(cache, 'draft-'))
  try {
    await make(join(workshop, 'database'))
    await rename(join(workshop, 'database'), join(cache, key))
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
  await forgetOldest({ cache, key })
}

async function forgetOldest({ cache, key }: Kept): Promise<void> {
  const others = (await readdir(cache)).filter(name => name.startsWith('database-') && name !== key)
  const dated = await Promise.all(
    others.map(async name => ({ name, made: (await stat(join(cache, name))).mtimeMs })),
  )
  const tooMany = dated.sort((a, b) => b.made - a.made).slice(keptDatabases - 1)
  await Promise.all(tooMany.map(({ name }) => rm(join(cache, name), { recursive: true, force: true })))
}

function copied(from: string, to: string): boolean {
  try {
    cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE })
    return true
  } catch {
    return false
  }
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

/** Another for every change of a migration, of PGlite, or of what runs the migrations. */
function databaseKey(): string {
  const hash = createHash('sha256').update(`${generation}`)
  for (const library of ['@electric-sql/pglite', 'knex']) hash.update(readFileSync(packageOf(library)))
  for (const file of migrationFiles()) hash.update(`\0${basename(file)}\0`).update(readFileSync(file))
  return `database-${hash.digest('hex').slice(0, 32)}`
}

const packageOf = (library: string): string => join(installed, library, 'package.json')
