import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** The processes for documents that this one has started and that have not ended, by their ids. */
export const documentProcessesOf = (parent: number): readonly number[] =>
  listed()
    .filter(one => one.parent === parent && !one.isZombie && /pdf\/worker\/child\.[jt]s/.test(one.command))
    .map(({ pid }) => pid)

/** Waits until it has one that is right. */
export async function documentProcessOf(
  parent: number,
  isRight: (pid: number) => boolean = () => true,
): Promise<number> {
  for (;;) {
    const found = documentProcessesOf(parent).find(isRight)
    if (found !== undefined) return found
    await sleep(20)
  }
}

/** Sends a signal to a process that may just have ended. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Waits until none of these runs. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  while (listed().some(({ pid, isZombie }) => pids.includes(pid) && !isZombie)) await sleep(20)
}

interface Listed {
  readonly pid: number
  readonly parent: number
  /** Has ended, and nobody has asked how. */
  readonly isZombie: boolean
  readonly command: string
}

const listed = (): readonly Listed[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter(found => found !== null)
    .map(([, pid, parent, state = '', command = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      isZombie: state.startsWith('Z'),
      command,
    }))
