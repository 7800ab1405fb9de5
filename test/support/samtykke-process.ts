import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ChildServer, startChild } from './child-server.ts'
import type { DemoWorld } from './demo-world.ts'
import { freshDataDir } from './fresh-data-dir.ts'

const sources = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

/** As `npm start` has them. */
const nodeFlags = ['--max-semi-space-size=4', '--max-old-space-size=512']

export interface SamtykkeProcess extends ChildServer {
  readonly publicUrl: string
  readonly dataDir: string
  readonly demo: DemoWorld
}

interface Options {
  /** The program, when it is not the sources. */
  readonly main?: string
  /** Kept when given; a temporary one, removed with `removeDataDir`, when not. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stderr?: 'inherit' | 'ignore' | number
}

/** A whole server in a process of its own on a free port, in the demo world unless `env` says otherwise. */
export async function startSamtykke({
  main = sources,
  dataDir,
  env = {},
  stderr = 'ignore',
}: Options = {}): Promise<SamtykkeProcess> {
  const directory = dataDir ?? (await freshDataDir())
  const child = await startChild({
    file: main,
    nodeFlags,
    readyWord: 'samtykke ready',
    env: { PORT: '0', SAMTYKKE_DATA_DIR: directory, ...env },
    stderr,
  })
  const demo = JSON.parse(await readFile(join(directory, 'demo.json'), 'utf8')) as DemoWorld
  return { ...child, publicUrl: child.ready, dataDir: directory, demo }
}

/** Removes what a stopped server left. */
export const removeDataDir = ({ dataDir }: { dataDir: string }): Promise<void> =>
  rm(dataDir, { recursive: true, force: true })

/** A whole server in the demo world for the tests of this block. Read its members inside hooks and tests only. */
export function sharedSamtykke(): SamtykkeProcess {
  const standIn = {} as SamtykkeProcess
  before(async () => {
    Object.assign(standIn, await startSamtykke())
  })
  after(async () => {
    await standIn.stop()
    await removeDataDir(standIn)
  })
  return standIn
}
