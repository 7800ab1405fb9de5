import { ask } from '../outbound/ask.ts'
import { isThisMachine } from '../outbound/safe-address.ts'
import type { Post } from '../../server/ports/signals/post.ts'

interface Materials {
  /** Whether this machine may be sent to, as when trying. */
  readonly allowLoopback: boolean
  /** Hosts in private networks that may be sent to. */
  readonly privateHosts: readonly string[]
  readonly timeoutSeconds?: number
  /** Ends what is being sent. */
  readonly signal?: AbortSignal
  /** Hears, in words that hold nothing of what was sent, why there was no answer. */
  readonly onTrouble: (error: unknown) => void
}

const usualTimeoutSeconds = 15
const mostBytes = 64 * 1024

/**
 * Puts something at an address that a receiver chose, in public networks alone unless they are listed. Redirects are not
 * followed; an answer may have 64 KiB and take fifteen seconds.
 */
export const post =
  ({
    allowLoopback,
    privateHosts,
    timeoutSeconds = usualTimeoutSeconds,
    signal,
    onTrouble,
  }: Materials): Post =>
  async ({ url, headers, body }) => {
    const isKnown = privateHosts.includes(new URL(url).hostname) || (allowLoopback && isThisMachine(url))
    try {
      return await ask({
        url,
        method: 'POST',
        headers,
        body,
        timeoutSeconds,
        mostBytes,
        signal,
        onlyPublic: !isKnown,
      })
    } catch (error) {
      onTrouble(error)
      return undefined
    }
  }
