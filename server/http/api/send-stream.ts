import { Readable } from 'node:stream'
import type { Context } from 'koa'
import type { ApiReply } from './api.ts'

/** How long whoever reads slowly has for what is left when a stream ends. */
const lastMilliseconds = 1_000

/** Sending a stream takes several by itself; Node warns of more than ten as if they were never removed. */
const listeners = 20

/** The answer's body is the stream, and the connection of a reader that takes nothing does not outlive it. */
export function sendStream(
  ctx: Context,
  { pieces, mediaType, ending }: NonNullable<ApiReply['stream']>,
): void {
  const { res } = ctx
  res.setMaxListeners(listeners)
  ctx.body = Readable.from(pieces)
  ctx.set('Content-Type', mediaType)
  void ending?.then(() => {
    if (res.closed) return
    const cut = setTimeout(() => res.destroy(), lastMilliseconds)
    res.once('close', () => clearTimeout(cut))
  })
}
