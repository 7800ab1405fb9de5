/**
 * A way to the storage with connections that no other lane can take. `introspection`: whether tokens are good. `withdrawal`:
 * taking consents back. `ordinary`: all else.
 */
export type Lane = 'ordinary' | 'introspection' | 'withdrawal'

/** Which connections requests use, so that none of them keeps all others waiting. */
export interface Lanes {
  /**
   * Does the work of one request by this lane. Throws `storage.unavailable` from any store when no connection came free in
   * time: within half a second while nothing moves where it waits, within three in all; a withdrawal waits four in any case.
   */
  run<T>(lane: Lane, work: () => Promise<T>): Promise<T>
  /** Says whose the request around the caller is: of all connections each gets a share only. Without `run` around it, nothing. */
  isOf(whose: string): void
}
