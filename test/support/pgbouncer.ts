import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from './free-port.ts'
import { unprivileged, untilItAnswers } from './postgres-cluster.ts'

export interface PgBouncer {
  /** Of the same database, by way of the pooler. */
  readonly url: string
  stop(): Promise<void>
}

interface Wanted {
  readonly mode: 'session' | 'transaction' | 'statement'
  /** Connections to the server that it shares out. */
  readonly size?: number
}

/** Where Debian and others put it; `undefined` when it is not installed. */
export const pgBouncerProgram = (): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
    .map(directory => join(directory, 'pgbouncer'))
    .find(existsSync)

/** Tests that need PgBouncer. Without it they are skipped, or fail when `SAMTYKKE_TEST_REQUIRE_PGBOUNCER=1`. */
export function onPgBouncer(define: () => void): void {
  if (pgBouncerProgram()) define()
  else it('needs PgBouncer, which is not installed here', skipped)
}

function skipped(this: Mocha.Context): void {
  if (process.env.SAMTYKKE_TEST_REQUIRE_PGBOUNCER === '1') throw new Error('PgBouncer is required')
  this.skip()
}

/** PgBouncer in front of the database at `url`, as it comes: nothing is set but the mode and how many connections it has. */
export async function startPgBouncer(url: string, { mode, size = 20 }: Wanted): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, pathname } = new URL(url)
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-pgbouncer-'))
  const port = await freePort()
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: join(directory, 'users.txt'),
    pool_mode: mode,
    default_pool_size: size,
  }
  const database = pathname.slice(1)
  writeFileSync(settings.auth_file, `"${username}" ""\n`)
  writeFileSync(
    join(directory, 'pgbouncer.ini'),
    [
      '[databases]',
      `${database} = host=${hostname} port=${serverPort} dbname=${database}`,
      '[pgbouncer]',
      ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    ].join('\n'),
  )
  const owner = unprivileged()
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const bouncer = spawn(pgBouncerProgram()!, ['-q', join(directory, 'pgbouncer.ini')], {
    ...owner,
    cwd: directory,
    stdio: 'ignore',
  })
  const clear = () => {
    bouncer.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', clear)
  const through = new URL(url)
  through.port = String(port)
  await untilItAnswers(through.href)
  return {
    url: through.href,
    async stop() {
      process.off('exit', clear)
      await ended(bouncer)
      clear()
    },
  }
}

async function ended(bouncer: ChildProcess): Promise<void> {
  if (bouncer.exitCode !== null || bouncer.signalCode !== null) return
  const exited = once(bouncer, 'exit')
  bouncer.kill('SIGTERM')
  await exited
}
