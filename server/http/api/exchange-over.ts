import type { ServerResponse } from 'node:http'

/** Given when the answer has left, or when nobody waits for it any more. */
export function exchangeOver(response: ServerResponse): AbortSignal {
  const over = new AbortController()
  if (response.closed) over.abort()
  else response.once('close', () => over.abort())
  return over.signal
}
