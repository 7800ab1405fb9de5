import { linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../../../../server/domain/problem.ts'
import { lifeOf, type RunningProcess, thisProcess } from './running-process.ts'

export interface DirectoryLock {
  release(): void
}

const heartbeatMilliseconds = 5_000
const silentMilliseconds = 4 * heartbeatMilliseconds

/**
 * Makes this process the only one to use the directory, which is made when missing. A lock whose process is gone is
 * taken over. Throws `storage.unavailable`, naming the process, when another one uses the directory.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'samtykke.lock')
  const me = thisProcess()
  const mine = JSON.stringify(me)
  const draft = `${path}.${me.pid}`

  while (!linked({ draft, path, content: mine })) takeOver(path, draft)

  const heartbeat = setInterval(() => touch(path, mine), heartbeatMilliseconds).unref()
  return {
    release() {
      clearInterval(heartbeat)
      if (contentOf(path) === mine) unlinkSync(path)
    },
  }
}

/** A whole file appears under the name or none does. */
function linked({ draft, path, content }: { draft: string; path: string; content: string }): boolean {
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

/** Moves a dead process's lock out of the way, and back again when it turns out to be a newcomer's. */
function takeOver(path: string, draft: string): void {
  const found = contentOf(path)
  if (found === undefined) return
  assertAbandoned(path, found)
  const aside = `${draft}.stale`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (contentOf(aside) !== found) linkSync(aside, path)
  unlinkSync(aside)
}

function assertAbandoned(path: string, content: string): void {
  const holder = parse(content)
  if (!holder) return
  const life = lifeOf(holder)
  if (life === 'gone' || (life === 'elsewhere' && isSilent(path))) return
  throw new Problem(
    'storage.unavailable',
    `The data directory is in use by process ${holder.pid} (lock file ${path}). The embedded database takes one process; set DATABASE_URL to run several.`,
  )
}

function parse(content: string): RunningProcess | undefined {
  try {
    return JSON.parse(content) as RunningProcess
  } catch {
    return undefined
  }
}

/** Both times are the file system's, so that no clock of ours matters. */
function isSilent(path: string): boolean {
  const probe = `${path}.${thisProcess().pid}.now`
  writeFileSync(probe, '')
  const now = statSync(probe).mtimeMs
  unlinkSync(probe)
  return now - statSync(path).mtimeMs > silentMilliseconds
}

/** The same bytes again, without emptying the file first. */
function touch(path: string, content: string): void {
  if (contentOf(path) === content) writeFileSync(path, content, { flag: 'r+' })
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
