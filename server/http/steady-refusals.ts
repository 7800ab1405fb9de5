import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'

/** Milliseconds. */
const beatOfRefusals = 20

const arrivals = new WeakMap<IncomingMessage, number>()

/**
 * Answers 401 a whole number of beats after the request came, so that what was looked at before does not show in the time it
 * took (decision 0027). `milliseconds` is a clock that never jumps.
 */
export const steadyRefusals = (milliseconds: () => number): Middleware =>
  steadyAnswers(milliseconds, { beat: beatOfRefusals, isSteady: ({ res }) => res.statusCode === 401 })

interface Steady {
  /** Milliseconds. */
  readonly beat: number
  readonly isSteady: (answered: Context) => boolean
}

/** The same for other answers. */
export const steadyAnswers =
  (milliseconds: () => number, { beat, isSteady }: Steady): Middleware =>
  async (ctx, next) => {
    const { req, res } = ctx
    const began = arrivals.get(req) ?? milliseconds()
    arrivals.set(req, began)
    await next()
    if (res.headersSent || !isSteady(ctx)) return
    await sleep(Math.ceil(beat - ((milliseconds() - began) % beat)))
  }
