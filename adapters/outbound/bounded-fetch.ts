import { readBounded } from './read-bounded.ts'

const longestSeconds = 10
const mostBytes = 256 * 1024

/**
 * `fetch` for libraries that ask by themselves: the whole answer is read before it is given, within ten seconds and up to
 * 256 KiB, and a redirect is an answer like any other.
 */
export async function boundedFetch(url: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(longestSeconds * 1000)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  const response = await fetch(url, { ...init, redirect: 'manual', signal })
  const bytes = await readBounded(response, { host: new URL(url).host, mostBytes })
  const { status, statusText, headers } = response
  return new Response(hasNoBody(status) ? null : new Uint8Array(bytes), { status, statusText, headers })
}

/** Those with which a `Response` cannot be made otherwise. */
const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status)
