import type { ChildProcess } from 'node:child_process'
import { Problem } from '../../../server/domain/problem.ts'
import type { Limits } from './limits.ts'
import { type Answer, begun, type Order, type Reply } from './messages.ts'
import { endChild, hasEnded, hold, letGo, startChild } from './start-child.ts'

/** A process that does one task at a time. It is started for the first task, and again for the one after its end. */
export interface PdfProcess {
  /**
   * Throws the task's own `Problem`, or `document.unfinished` when the process ended before it answered: it ran out of
   * time or memory, or something killed it.
   */
  run(order: Order): Promise<unknown>
  /** For good. What is under way fails. */
  end(): Promise<void>
}

export function pdfProcess(limits: Limits): PdfProcess {
  let child: ChildProcess | undefined
  let isOver = false

  const running = (): ChildProcess => {
    if (isOver) throw new NoAnswer('The process was ended')
    if (child && !hasEnded(child)) return child
    try {
      child = startChild(limits)
      return child
    } catch (cause) {
      throw new NoAnswer('The process cannot be started', { cause })
    }
  }
  const answerTo = async (order: Order): Promise<Answer> => {
    const working = running()
    const { answer, isSpent } = await replyOf(working, order, limits)
    if (isSpent) await endChild(working)
    return answer
  }
  return {
    async run(order) {
      return unpack(
        await answerTo(order)
          .catch(onceMore(() => answerTo(order)))
          .catch(asProblem),
      )
    },
    async end() {
      isOver = true
      if (child) await endChild(child)
    },
  }
}

class NoAnswer extends Error {}

/** The process had ended before it got the order, which therefore is not to blame. */
class NotReached extends NoAnswer {}

const onceMore =
  (act: () => Promise<Answer>) =>
  (error: unknown): Promise<Answer> => {
    if (error instanceof NotReached) return act()
    throw error
  }

function asProblem(error: unknown): never {
  if (!(error instanceof NoAnswer)) throw error
  const detail = 'The work on the document could not be finished; try again'
  throw new Problem('document.unfinished', detail, { cause: error })
}

async function replyOf(child: ChildProcess, order: Order, { silenceMs }: Limits): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  let isReached = false
  const onMessage = (message: unknown) => {
    if (message === begun) isReached = true
    else resolve(message as Reply)
  }
  const onError = (cause: unknown) => reject(new NoAnswer('The process failed', { cause }))
  const onExit = (code: number | null, signal: string | null) =>
    reject(new (isReached ? NoAnswer : NotReached)(`The process ended: ${signal ?? code}`))
  const onSent = (cause: Error | null) =>
    cause && reject(new NotReached('The process takes no order', { cause }))
  const timer = setTimeout(() => reject(new NoAnswer(`No answer in ${silenceMs} ms`)), silenceMs)
  child.on('message', onMessage).once('error', onError).once('exit', onExit)
  hold(child)
  try {
    child.send(order, onSent)
    return await promise
  } catch (error) {
    await endChild(child)
    throw error
  } finally {
    clearTimeout(timer)
    child.off('message', onMessage).off('error', onError).off('exit', onExit)
    letGo(child)
  }
}

function unpack(answer: Answer): unknown {
  if ('result' in answer) return answer.result
  if ('error' in answer) throw Object.assign(new Error(answer.error.message), { name: answer.error.name })
  const { code, detail, pointer } = answer.problem
  throw new Problem(code, detail, pointer === undefined ? {} : { pointer })
}
