export interface Letter {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly text: string
  /** The header field `Retry-After`, as it was sent. */
  readonly retryAfter?: string
}

/** Puts something at an address that a receiver chose. `undefined` for anything but a short answer in time. */
export type Post = (letter: Letter) => Promise<Reply | undefined>
