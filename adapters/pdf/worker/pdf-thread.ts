import { Worker } from 'node:worker_threads'
import { Problem } from '../../../server/domain/problem.ts'
import type { Answer, Order } from './messages.ts'

/** How much one task may take. */
export interface ThreadLimits {
  readonly timeoutMs: number
  readonly maxOldGenerationMb: number
}

/** One thread that does one task at a time. It does not keep the process alive while it has nothing to do. */
export interface PdfThread {
  /**
   * Throws the task's own `Problem`, or `document.too-heavy` when it takes too long or too much memory. After anything
   * but an answer the thread is gone.
   */
  run(order: Order): Promise<unknown>
  readonly gone: boolean
  end(): Promise<void>
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const entry = new URL(`./thread.${extension}`, import.meta.url)

export function startThread({ timeoutMs, maxOldGenerationMb }: ThreadLimits): PdfThread {
  const worker = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: maxOldGenerationMb },
    execArgv: [],
    env: {},
  })
  worker.unref()
  let gone = false
  worker
    .on('error', () => undefined)
    .once('exit', () => {
      gone = true
    })

  const end = async () => {
    gone = true
    await worker.terminate()
  }
  return {
    get gone() {
      return gone
    },
    end,
    async run(order) {
      worker.ref()
      try {
        return unpack(await answerOf(worker, { order, timeoutMs }))
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        await end()
        throw error.asProblem()
      } finally {
        worker.unref()
      }
    },
  }
}

class NoAnswer extends Error {
  asProblem(): Problem {
    return new Problem('document.too-heavy', 'The document takes more time or memory than one may take', {
      cause: this.cause ?? this,
    })
  }
}

async function answerOf(
  worker: Worker,
  { order, timeoutMs }: { order: Order; timeoutMs: number },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const timer = setTimeout(() => reject(new NoAnswer(`No answer in ${timeoutMs} ms`)), timeoutMs)
  const onError = (cause: unknown) => reject(new NoAnswer('The thread failed', { cause }))
  const onExit = () => reject(new NoAnswer('The thread ended'))
  worker.once('message', resolve).once('error', onError).once('exit', onExit)
  try {
    worker.postMessage(order)
    return await promise
  } finally {
    clearTimeout(timer)
    worker.off('message', resolve).off('error', onError).off('exit', onExit)
  }
}

function unpack(answer: Answer): unknown {
  if ('result' in answer) return answer.result
  if ('error' in answer) throw answer.error
  const { code, detail, pointer } = answer.problem
  throw new Problem(code, detail, pointer === undefined ? {} : { pointer })
}
