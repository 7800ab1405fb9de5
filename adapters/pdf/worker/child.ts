import { constants, setPriority } from 'node:os'
import { Problem } from '../../../server/domain/problem.ts'
import { type Answer, begun, type Order, type Reply, type Setting } from './messages.ts'
import { tasks } from './tasks.ts'
import { mebibyte, startWatch } from './watch.ts'

const { allowance, spentMb, givesWay } = JSON.parse(process.argv[2]!) as Setting
if (givesWay) setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const watched = startWatch(allowance)

/** These are sent to whole groups of processes; the server that is asked to end still needs us to finish what was begun. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)

process.on('message', async (order: Order) => {
  process.send?.(begun)
  const answer = await watched(() => answerTo(order))
  const isSpent = process.memoryUsage.rss() > spentMb * mebibyte
  process.send?.({ answer, isSpent } satisfies Reply)
})

/** The server has gone, in whatever way. */
process.on('disconnect', () => process.exit())
if (!process.connected) process.exit()

async function answerTo({ name, input }: Order): Promise<Answer> {
  try {
    const task = tasks[name] as (input: unknown) => Promise<unknown>
    return { result: await task(input) }
  } catch (error) {
    return fault(error)
  }
}

function fault(error: unknown): Answer {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error) } }
  const { name, message } = error
  if (!(error instanceof Problem)) return { error: { name, message } }
  return { problem: { code: error.code, detail: message, pointer: error.pointer } }
}
