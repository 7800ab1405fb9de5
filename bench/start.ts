import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cpuMilliseconds } from './measure.ts'
import { table } from './table.ts'

/** How long `npm start` takes until it is ready: `node bench/start.ts [starts]`. In a data directory of its own. */
const starts = Number(process.argv[2] ?? 5)
const checkout = fileURLToPath(new URL('..', import.meta.url))

interface Start {
  readonly seconds: number
  /** Of the server alone. */
  readonly processor: number
}

const first: Start[] = []
const later: Start[] = []
for (let round = 0; round < starts; round++) {
  const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-start-'))
  first.push(await start(dataDir))
  later.push(await start(dataDir))
  await rm(dataDir, { recursive: true })
}
const header = ['start', 'least s', 'median s', 'median CPU s']
console.log(table(header, [row('first', first), row('later', later)]))

async function start(dataDir: string): Promise<Start> {
  const began = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: checkout,
    env: { ...process.env, PORT: '0', DATABASE_URL: '', SAMTYKKE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const line of createInterface({ input: npm.stdout })) {
    if (line.startsWith('samtykke ready')) break
  }
  const taken = {
    seconds: (performance.now() - began) / 1000,
    processor: cpuMilliseconds(pidOf(dataDir)) / 1000,
  }
  const ended = once(npm, 'exit')
  npm.kill('SIGTERM')
  await ended
  return taken
}

function pidOf(dataDir: string): number {
  const lock = readFileSync(join(dataDir, 'database', 'samtykke.lock'), 'utf8')
  return (JSON.parse(lock) as { pid: number }).pid
}

function row(name: string, taken: readonly Start[]): readonly string[] {
  const seconds = taken.map(one => one.seconds).sort((a, b) => a - b)
  const processor = taken.map(one => one.processor).sort((a, b) => a - b)
  const middle = Math.floor(taken.length / 2)
  return [name, ...[seconds[0]!, seconds[middle]!, processor[middle]!].map(figure => figure.toFixed(2))]
}
