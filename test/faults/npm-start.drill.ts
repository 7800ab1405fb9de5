import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freshDataDir } from '../support/fresh-data-dir.ts'
import { removeDataDir } from '../support/samtykke-process.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))

interface Started {
  readonly npm: ChildProcess
  readonly dataDir: string
  readonly origin: string
  /** The process that has the database open. */
  readonly pid: number
}

describe('A server that npm has started', function () {
  this.timeout(180_000)

  for (const [script, ...args] of [['start'], ['run', 'samtykke', '--', 'serve']] as const) {
    const command = ['npm', script, ...args].join(' ')

    it(`ends cleanly when only \`${command}\` gets SIGTERM, and npm waits for it`, async () => {
      await withNpm([script, ...args], async started => {
        started.npm.kill('SIGTERM')
        const [status] = await once(started.npm, 'exit')
        assert.equal(status, 0)
        assert.equal(isAlive(started.pid), false)
        await assertPortIsClosed(started)
      })
    })
  }

  it('ends at once on a second SIGTERM a while later, which npm passes on, too', async () => {
    const lameDuck = { SAMTYKKE_LAME_DUCK_SECONDS: '60' }
    await withNpm(
      ['start'],
      async ({ npm, origin, pid }) => {
        npm.kill('SIGTERM')
        await sleep(1000)
        assert.equal((await fetch(`${origin}/demo`)).status, 200)
        npm.kill('SIGTERM')
        assert.deepEqual(await once(npm, 'exit'), [1, null])
        assert.equal(isAlive(pid), false)
      },
      lameDuck,
    )
  })

  for (const signal of ['SIGHUP', 'SIGKILL'] as const) {
    it(`ends by itself when only npm gets ${signal}, which it passes on to nobody`, async () => {
      await withNpm(['start'], async started => {
        started.npm.kill(signal)
        await once(started.npm, 'exit')
        while (isAlive(started.pid)) await sleep(50)
        await assertPortIsClosed(started)
      })
    })
  }

  it('ends cleanly on a Ctrl-C, which the terminal sends to everybody and npm passes on once more', async () => {
    await withNpm(['start'], async ({ npm }) => {
      process.kill(-npm.pid!, 'SIGINT')
      assert.deepEqual(await once(npm, 'exit'), [0, null])
    })
  })
})

async function withNpm(
  args: readonly string[],
  use: (started: Started) => Promise<void>,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const dataDir = await freshDataDir()
  const env = { ...process.env, PORT: '0', DATABASE_URL: '', SAMTYKKE_DATA_DIR: dataDir }
  const npm = spawn('npm', args, {
    cwd: checkout,
    env: { ...env, SAMTYKKE_LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  try {
    const origin = await readyLine(npm)
    const lock = readFileSync(join(dataDir, 'database', 'samtykke.lock'), 'utf8')
    await use({ npm, dataDir, origin, pid: (JSON.parse(lock) as { pid: number }).pid })
  } finally {
    killGroup(npm)
    await removeDataDir({ dataDir })
  }
}

/** Whatever of it still runs. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined && isAlive(-pid)) process.kill(-pid, 'SIGKILL')
}

async function readyLine({ stdout }: ChildProcess): Promise<string> {
  const ready = 'samtykke ready '
  for await (const line of createInterface({ input: stdout! })) {
    if (line.startsWith(ready)) return line.slice(ready.length)
  }
  throw new Error('npm ended before the server was ready')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const assertPortIsClosed = ({ origin }: Started): Promise<void> =>
  assert.rejects(fetch(origin), /fetch failed/)
