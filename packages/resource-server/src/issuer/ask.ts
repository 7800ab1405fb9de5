/** samtykke could not be asked, or did not answer as it should. Says nothing about any token. */
export class Unanswered extends Error {
  /** Of the answer, where there was one. */
  readonly status: number | undefined
  /** Seconds to wait, where the answer said so. */
  readonly retryAfter: number | undefined

  constructor(what: string, { status, retryAfter, cause }: Partial<Unanswered> = {}) {
    super(what, { cause })
    this.name = 'Unanswered'
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Whether the connection failed, and nothing took too long. */
export const isHangUp = (error: unknown): boolean =>
  error instanceof Unanswered && error.cause instanceof TypeError

export type Json = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  readonly text: string
}

const milliseconds = 10_000
const mostCharacters = 4_000_000

interface Asked extends RequestInit {
  /** Milliseconds until an answer must be there; ten seconds when not said. */
  readonly patience?: number
}

/** Asks, with no redirects and not for ever. Throws `Unanswered` for what is not a 2xx, 4xx other than 429 aside. */
export async function ask(url: string, { patience = milliseconds, signal, ...init }: Asked): Promise<Answer> {
  const limits = [AbortSignal.timeout(patience), ...(signal ? [signal] : [])]
  const response = await answering(url, { ...init, redirect: 'error', signal: AbortSignal.any(limits) })
  const { status } = response
  const text = await textOf(response, url)
  if (status === 429 || status >= 500) {
    throw new Unanswered(`${url} answered ${status}`, { status, retryAfter: retryAfterOf(response) })
  }
  return { status, text }
}

/** A response that begins; its body is the caller's. Throws `Unanswered`. */
export async function answering(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new Unanswered(`${url} could not be reached`, { cause })
  }
}

export const retryAfterOf = ({ headers }: Response): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

async function textOf(response: Response, url: string): Promise<string> {
  try {
    let text = ''
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece
      if (text.length > mostCharacters) throw new Error('The answer is too long')
    }
    return text
  } catch (cause) {
    throw new Unanswered(`${url} did not finish its answer`, { cause })
  }
}

/** The object that an answer with this status must hold. Throws `Unanswered`. */
export function objectIn({ status, text }: Answer, expected: number, url: string): Json {
  if (status !== expected) throw new Unanswered(`${url} answered ${status}`, { status })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Json
  } catch {}
  throw new Unanswered(`${url} answered with something else than JSON`, { status })
}
