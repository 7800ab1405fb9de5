import { constants } from 'node:os'
import { workerData } from 'node:worker_threads'
import { mebibyte, type Watching } from './watch.ts'

const { cpuMs, residentMb, task: shared, parent } = workerData as Watching
const task = new Int32Array(shared)

const tickMs = 25

/** Only the kernel ends a process whose main thread never listens. The signals say to the server what ran out. */
const outOfTime = 'SIGVTALRM' in constants.signals ? 'SIGVTALRM' : 'SIGKILL'
const outOfMemory = 'SIGKILL'

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

for (;;) {
  Atomics.wait(task, 0, 0)
  const number = Atomics.load(task, 0)
  if (number !== 0) watch(number)
}

function watch(number: number): void {
  const began = cpu()
  while (Atomics.wait(task, 0, number, tickMs) === 'timed-out') {
    if (cpu() - began > cpuMs) process.kill(process.pid, outOfTime)
    if (process.memoryUsage.rss() > residentMb * mebibyte) process.kill(process.pid, outOfMemory)
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }
}
