import { Worker } from 'node:worker_threads'

/** What this process may take. */
export interface Allowance {
  /** Milliseconds on a processor, for one task. */
  readonly cpuMs: number
  /** MiB. */
  readonly residentMb: number
}

export const mebibyte = 1024 * 1024

/** What the watching thread gets. */
export interface Watching extends Allowance {
  /** One 32-bit number: that of the task under way, 0 while there is none. */
  readonly task: SharedArrayBuffer
  readonly parent: number
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const entry = new URL(`./watch-thread.${extension}`, import.meta.url)

/**
 * Has a thread watch what each task takes, also one that never comes back to the event loop. A task that takes too much
 * ends this process.
 */
export function startWatch(allowance: Allowance): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const shared = new SharedArrayBuffer(4)
  const task = new Int32Array(shared)
  const workerData: Watching = { ...allowance, task: shared, parent: process.ppid }
  new Worker(entry, { workerData }).unref()
  let number = 0

  const tell = (now: number): void => {
    Atomics.store(task, 0, now)
    Atomics.notify(task, 0)
  }
  return async work => {
    number += 1
    tell(number)
    try {
      return await work()
    } finally {
      tell(0)
    }
  }
}
