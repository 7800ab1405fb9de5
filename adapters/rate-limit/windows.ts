import { monotonicMs } from '../clock/monotonic.ts'

/** What was counted for one key, until its time is over. */
export interface Window {
  count: number
  /** On the clock that nobody can set. */
  until: number
  /** Whether somebody was told that it is too much. */
  isTold: boolean
}

export interface Windows {
  /** The window of this key that has not ended. */
  known(key: string): Window | undefined
  /** The same, begun now where there is none. */
  at(key: string): Window
}

/** Some twenty megabytes: strangers choose the keys. */
const usuallyMost = 100_000

/**
 * Windows of so many seconds by key, as many as there is room for: the oldest gives way. Nothing is done for a window that
 * nobody asks about, so that a million of them cost no timer.
 */
export function windows(seconds: number, most = usuallyMost): Windows {
  const open = new Map<string, Window>()

  const known = (key: string): Window | undefined => {
    const window = open.get(key)
    if (!window || monotonicMs() < window.until) return window
    open.delete(key)
    return undefined
  }

  return {
    known,
    at(key) {
      const window = known(key)
      if (window) return window
      const [oldest] = open.keys()
      if (open.size >= most && oldest !== undefined) open.delete(oldest)
      const begun = { count: 0, until: monotonicMs() + seconds * 1000, isTold: false }
      open.set(key, begun)
      return begun
    },
  }
}
