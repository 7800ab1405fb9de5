import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ChildServer {
  readonly pid: number
  /** What followed the word that said it was ready. */
  readonly ready: string
  /** Resolves when it ended, to its exit status, or to the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Asks it to end and gives its exit status; kills it after a minute. */
  readonly stop: () => Promise<number | NodeJS.Signals | null>
  readonly kill: () => Promise<void>
}

interface Starting {
  readonly file: string
  /** Flags of Node itself. */
  readonly nodeFlags?: readonly string[]
  readonly args?: readonly string[]
  readonly readyWord: string
  readonly env: Readonly<Record<string, string>>
  /** Where its standard error goes; `inherit` by default. */
  readonly stderr?: 'inherit' | 'ignore' | number
}

/** Starts `node file` and waits at most two minutes for a line that begins with `readyWord`. */
export async function startChild({
  file,
  nodeFlags = [],
  args = [],
  readyWord,
  env,
  stderr = 'inherit',
}: Starting): Promise<ChildServer> {
  const child = spawn(process.execPath, [...nodeFlags, file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', stderr],
  })
  const ended = once(child, 'exit').then(
    ([code, signal]) => (signal ?? code) as number | NodeJS.Signals | null,
  )
  const ready = await readyLine(child, readyWord)
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    return ended.finally(() => clearTimeout(timer))
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { pid: child.pid ?? 0, ready, ended, stop, kill }
}

async function readyLine(child: ChildProcess, word: string): Promise<string> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000)
  try {
    if (!child.stdout) throw new Error('No standard output')
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith(word)) return line.slice(word.length).trim()
    }
    throw new Error(`The process ended before it said "${word}"`)
  } finally {
    clearTimeout(timer)
    child.stdout?.resume()
  }
}
