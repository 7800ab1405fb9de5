import { type ChildProcess, fork } from 'node:child_process'
import { type Limits, residentMb, spentMb } from './limits.ts'
import type { Setting } from './messages.ts'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const entry = new URL(`./child.${extension}`, import.meta.url)

/**
 * Starts a process for tasks. It gets neither our environment, which holds secrets, nor our standard streams, and does not
 * keep us alive.
 */
export function startChild(limits: Limits): ChildProcess {
  const { cpuMs, givesWay } = limits
  const setting: Setting = {
    allowance: { cpuMs, residentMb: residentMb(limits) },
    spentMb: spentMb(limits),
    givesWay,
  }
  const child = fork(entry, [JSON.stringify(setting)], {
    execArgv: [`--max-old-space-size=${limits.heapMb}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => undefined)
  letGo(child)
  return child
}

/** While it is held, it keeps this process alive. */
export function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

export function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

export const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null

/** Ends it at once, whatever it does. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  hold(child)
  const { promise, resolve } = Promise.withResolvers<void>()
  child.once('exit', () => resolve())
  child.kill('SIGKILL')
  await promise
}
