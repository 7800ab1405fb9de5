import { setTimeout as sleep } from 'node:timers/promises'
import { causeOf } from './cause-of.ts'
import { outboundError } from './outbound-error.ts'
import { readBounded } from './read-bounded.ts'
import { send } from './send.ts'
import { isSlowness, tooSlow } from './slowness.ts'

export interface Question {
  readonly url: string | URL
  readonly method?: 'GET' | 'POST'
  /** JSON is accepted when they do not say. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** For the whole question, with every repetition. */
  readonly timeoutSeconds?: number
  /** How large an answer may be. */
  readonly mostBytes?: number
  /** Ends the question before its time. */
  readonly signal?: AbortSignal | undefined
  /** For an address that somebody else chose: nobody in private networks is asked, whatever name leads there. */
  readonly onlyPublic?: boolean
}

export interface Reply {
  readonly status: number
  readonly text: string
  /** The header field `Retry-After`, where there is one. */
  readonly retryAfter?: string
}

const usualTimeoutSeconds = 10
const usualMostBytes = 256 * 1024
const attempts = 3
const pauseMilliseconds = 100

/**
 * Asks somebody else's service. Redirects are not followed: they could carry numbers and tokens elsewhere. A `GET` that met
 * a lost connection or a 502, 503 or 504 is repeated twice, soon, while there is time; a `POST` never. Rejects with
 * `service.slow` when there is no answer in time, and with an ordinary `Error` for anything but an answer of reasonable size;
 * neither holds anything of the question or the answer.
 */
export async function ask(question: Question): Promise<Reply> {
  const inTime = AbortSignal.timeout((question.timeoutSeconds ?? usualTimeoutSeconds) * 1000)
  const timeout = question.signal ? AbortSignal.any([question.signal, inTime]) : inTime
  const isSafe = question.method !== 'POST'
  for (let attempt = 1; ; attempt++) {
    const isLast = !isSafe || attempt === attempts || timeout.aborted
    const reply = await askOnce(question, timeout).catch((error: Error) => error)
    if (isLast || !isPassing(reply)) {
      if (reply instanceof Error) throw reply
      return reply
    }
    await sleep(pauseMilliseconds * attempt)
  }
}

const final = ['TooLarge', 'Elsewhere', 'NotPublic']

const isPassing = (reply: Reply | Error): boolean =>
  reply instanceof Error ? !final.includes(reply.name) : [502, 503, 504].includes(reply.status)

async function askOnce(question: Question, signal: AbortSignal): Promise<Reply> {
  const { method = 'GET', headers, body, mostBytes = usualMostBytes, onlyPublic = false } = question
  const url = new URL(question.url)
  const { host } = url
  const answer = await send(url, {
    method,
    headers: { accept: 'application/json', ...headers },
    body,
    signal,
    onlyPublic,
  }).catch((error: Error) => {
    throw isSlowness(error)
      ? tooSlow(host)
      : outboundError(`${host} did not answer (${causeOf(error)})`, error.name)
  })
  const bytes = await readBounded(answer, { host, mostBytes, signal })
  const { statusCode: status = 0 } = answer
  if (status >= 300 && status < 400) throw outboundError(`${host} sends us elsewhere`, 'Elsewhere')
  const retryAfter = answer.headers['retry-after']
  return { status, text: bytes.toString('utf8'), ...(retryAfter !== undefined && { retryAfter }) }
}
