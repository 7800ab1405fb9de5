/** Counts what may happen only so often. Kept by each process for itself. */
export interface RateLimiter {
  /** Seconds until this key may go on; 0 when it may now. Counts nothing. */
  wait(key: string): number
  /** Counts one, unless this same thing was counted lately: repeating oneself is no abuse. */
  count(key: string, what: string): void
}
