/** A service that keeps a master key for itself, and wraps and unwraps keys of ours by it. */
export interface KeyWrapper {
  /** Kept beside what it wrapped: the service and its key. Never a secret. */
  readonly name: string
  /** What comes back may be kept anywhere. Throws an ordinary `Error` that says why it cannot. */
  wrap(key: Uint8Array): Promise<string>
  /** What `wrap` was given. Throws an ordinary `Error` when it cannot. */
  unwrap(wrapped: string): Promise<Uint8Array>
}
