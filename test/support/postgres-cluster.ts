import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './free-port.ts'

export interface PostgresCluster {
  /** URL of its first database, with the right to make more. */
  readonly url: string
  readonly pid: number
  /**
   * As `kill -9` of the whole server and a new start; open connections are lost. With `SIGINT` it says so to them first.
   * A standby comes up as a copy that follows somebody else: it answers, and takes nothing.
   */
  restart(how?: { readonly signal?: 'SIGINT' | 'SIGQUIT'; readonly standby?: boolean }): Promise<void>
  stop(): Promise<void>
}

/** Where PostgreSQL's programs lie, newest version first; `undefined` when they are not installed. */
export function postgresPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const onPath = (process.env.PATH ?? '').split(':')
  return [...versions.map(version => join(root, version, 'bin')), ...onPath].find(
    directory => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'postgres')),
  )
}

interface ClusterOptions {
  /** Writes as in production, at the price of time. */
  readonly durable?: boolean
  /** More of its settings, as `name=value`. */
  readonly settings?: readonly string[]
  /** The directory in which its own is made. */
  readonly within?: string
}

/** A throw-away server on the loopback interface. */
export async function startPostgresCluster(
  programs: string,
  { durable = false, settings = [], within = tmpdir() }: ClusterOptions = {},
): Promise<PostgresCluster> {
  const directory = mkdtempSync(join(within, 'samtykke-postgres-'))
  const owner = unprivileged()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  execFileSync(
    join(programs, 'initdb'),
    ['-D', directory, '-U', 'samtykke', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    { ...owner, cwd: directory, stdio: 'pipe' },
  )
  const port = await freePort()
  const url = `postgresql://samtykke@127.0.0.1:${port}/postgres`
  const quick = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const chosen = ['unix_socket_directories=', 'shared_buffers=32MB', ...quick, ...settings]

  const launch = async (): Promise<ChildProcess> => {
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', directory, '-h', '127.0.0.1', '-p', String(port), ...chosen.flatMap(one => ['-c', one])],
      { ...owner, cwd: directory, stdio: 'ignore' },
    )
    await untilItAnswers(url)
    return server
  }

  const standbyMark = join(directory, 'standby.signal')
  let server = await launch()
  const clear = () => {
    server.kill('SIGQUIT')
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', clear)

  const end = async (signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }

  return {
    url,
    get pid() {
      return server.pid ?? 0
    },
    async restart({ signal = 'SIGQUIT', standby = false } = {}) {
      await end(signal)
      if (standby) writeFileSync(standbyMark, '')
      else rmSync(standbyMark, { force: true })
      server = await launch()
    },
    async stop() {
      process.off('exit', clear)
      await end('SIGINT')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Whom servers run as that refuse to run as root; `undefined` when this process is somebody else. */
export function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const entry =
    lines.find(line => line.startsWith('postgres:')) ?? lines.find(line => line.startsWith('nobody:'))
  const [, , uid, gid] = (entry ?? '').split(':').map(Number)
  return uid && gid ? { uid, gid } : undefined
}

export async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client(url)
    try {
      await client.connect()
      return
    } catch (error) {
      if (attempt > 300) throw error
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
