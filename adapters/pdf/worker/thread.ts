import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { Problem } from '../../../server/domain/problem.ts'
import type { Answer, Order } from './messages.ts'
import { tasks } from './tasks.ts'

/** @NOTE On Linux this is the thread's own priority, not the process's: who asks about a token goes first. */
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

parentPort?.on('message', async (order: Order) => {
  parentPort?.postMessage(await answer(order))
})

async function answer({ name, input }: Order): Promise<Answer> {
  try {
    const task = tasks[name] as (input: unknown) => Promise<unknown>
    return { result: await task(input) }
  } catch (error) {
    if (!(error instanceof Problem)) return { error }
    const { code, message, pointer } = error
    return { problem: { code, detail: message, pointer } }
  }
}
