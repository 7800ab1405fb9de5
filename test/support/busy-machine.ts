import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Keeps every processor busy while the work is done. */
export async function besideBusyProcessors<T>(work: () => Promise<T>): Promise<T> {
  const busy = Array.from({ length: availableParallelism() }, () =>
    spawn(
      process.execPath,
      ['-e', 'setTimeout(() => process.exit(), 240_000); setImmediate(function on() { setImmediate(on) })'],
      {
        stdio: 'ignore',
      },
    ),
  )
  try {
    return await work()
  } finally {
    for (const one of busy) one.kill('SIGKILL')
  }
}
