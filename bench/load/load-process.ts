import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Job, Outcome } from './job.ts'

/** Runs one bounded job in a process of its own, so that the load does not share the server's event loop. */
export function runLoad(job: Job): Promise<Outcome> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return new Promise<Outcome>((resolve, reject) => {
    child.once('message', message => resolve(message as Outcome))
    child.once('error', reject)
    child.once('exit', code => code && reject(new Error(`The load process ended with ${code}`)))
    child.send(job)
  }).finally(() => stop(child))
}

const stop = (child: ChildProcess) => child.kill()
