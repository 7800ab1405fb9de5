import { readBounded } from './read-bounded.ts'
import { send } from './send.ts'

const longestSeconds = 10
const mostBytes = 256 * 1024

/**
 * `fetch` for libraries that ask by themselves: the whole answer is read before it is given, within ten seconds and up to
 * 256 KiB, and a redirect is an answer like any other.
 */
export async function boundedFetch(url: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(longestSeconds * 1000)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  const question = new Request(url, init)
  const answer = await send(new URL(url), {
    method: question.method,
    headers: Object.fromEntries(question.headers),
    body: question.body ? await question.bytes() : undefined,
    signal,
    onlyPublic: false,
  })
  const bytes = await readBounded(answer, { host: new URL(url).host, mostBytes, signal })
  const { statusCode: status = 0, statusMessage: statusText = '', headersDistinct } = answer
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return new Response(hasNoBody(status) ? null : new Uint8Array(bytes), { status, statusText, headers })
}

/** Those with which a `Response` cannot be made otherwise. */
const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status)
