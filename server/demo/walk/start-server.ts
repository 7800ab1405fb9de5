import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { childEnvironment } from '../../config/process/child-environment.ts'

/** `main.ts`, or what the package has of it. */
const main = resolve(import.meta.dirname, `../../main${extname(import.meta.filename)}`)

export interface StartedServer {
  readonly dataDir: string
  readonly stop: () => Promise<void>
}

/** A server of its own for the walk: a free port, the embedded database, a directory that goes with it. */
export async function startServer(): Promise<StartedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-demo-'))
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({
      PORT: '0',
      HOST: '127.0.0.1',
      SAMTYKKE_ENV: 'demo',
      SAMTYKKE_DATA_DIR: dataDir,
      SAMTYKKE_LOG_LEVEL: 'error',
      SAMTYKKE_PUBLIC_URL: undefined,
      DATABASE_URL: undefined,
    }),
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('samtykke ready ')) {
      child.stdout.resume()
      return { dataDir, stop }
    }
  }
  await stop()
  throw new Error('The server did not start')
}
