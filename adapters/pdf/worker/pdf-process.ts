import type { ChildProcess } from 'node:child_process'
import { Problem } from '../../../server/domain/problem.ts'
import type { Limits } from './limits.ts'
import type { Answer, Order, Reply } from './messages.ts'
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
    if (!child || hasEnded(child)) child = startChild(limits)
    return child
  }
  return {
    async run(order) {
      try {
        const working = running()
        const { answer, isSpent } = await replyOf(working, order, limits)
        if (isSpent) await endChild(working)
        return unpack(answer)
      } catch (error) {
        if (error instanceof NoAnswer) throw unfinished(error)
        throw error
      }
    },
    async end() {
      isOver = true
      if (child) await endChild(child)
    },
  }
}

class NoAnswer extends Error {}

const unfinished = (cause: NoAnswer): Problem =>
  new Problem('document.unfinished', 'The work on the document could not be finished; try again', { cause })

async function replyOf(child: ChildProcess, order: Order, { silenceMs }: Limits): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const onMessage = (reply: unknown) => resolve(reply as Reply)
  const onError = (cause: unknown) => reject(new NoAnswer('The process failed', { cause }))
  const onExit = (code: number | null, signal: string | null) =>
    reject(new NoAnswer(`The process ended: ${signal ?? code}`))
  const timer = setTimeout(() => reject(new NoAnswer(`No answer in ${silenceMs} ms`)), silenceMs)
  child.once('message', onMessage).once('error', onError).once('exit', onExit)
  hold(child)
  try {
    child.send(order, cause => cause && onError(cause))
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
