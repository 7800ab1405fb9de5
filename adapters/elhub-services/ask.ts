import { setTimeout as sleep } from 'node:timers/promises'

export interface Question {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** For the whole question, with every repetition. */
  readonly timeoutSeconds?: number
}

export interface Reply {
  readonly status: number
  readonly text: string
}

const usualTimeoutSeconds = 10
const largest = 256 * 1024
const attempts = 3
const pauseMilliseconds = 100

/**
 * Asks a service. Redirects are not followed: they could carry numbers and tokens elsewhere. A `GET` that met a lost
 * connection or a 502, 503 or 504 is repeated twice, soon, while there is time. Rejects for anything but an answer of
 * reasonable size in time; what it rejects with holds nothing of the question or the answer.
 */
export async function ask(question: Question): Promise<Reply> {
  const timeout = AbortSignal.timeout((question.timeoutSeconds ?? usualTimeoutSeconds) * 1000)
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

const isPassing = (reply: Reply | Error): boolean =>
  reply instanceof Error ? reply.name !== 'TooLarge' : [502, 503, 504].includes(reply.status)

async function askOnce(
  { url, method = 'GET', headers, body }: Question,
  signal: AbortSignal,
): Promise<Reply> {
  const { host } = new URL(url)
  const response = await fetch(url, {
    method,
    redirect: 'error',
    headers: { accept: 'application/json', ...headers },
    ...(body !== undefined && { body }),
    signal,
  }).catch((error: Error) => {
    throw failure(`${host} did not answer`, error.name)
  })
  return { status: response.status, text: await textOf(response, host) }
}

async function textOf(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > largest) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw failure(`${host} broke off its answer`, (error as Error).name)
  }
  if (size > largest) throw failure(`${host} answered with more than ${largest} bytes`, 'TooLarge')
  return Buffer.concat(chunks).toString('utf8')
}

function failure(message: string, name: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}
