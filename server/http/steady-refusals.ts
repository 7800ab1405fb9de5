import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Middleware } from 'koa'

/** Milliseconds. */
const beat = 20

const arrivals = new WeakMap<IncomingMessage, number>()

/**
 * Answers 401 a whole number of beats after the request came, so that what was looked at before does not show in the time it
 * took (decision 0027). `milliseconds` is a clock that never jumps.
 */
export const steadyRefusals =
  (milliseconds: () => number): Middleware =>
  async ({ req, res }, next) => {
    const began = arrivals.get(req) ?? milliseconds()
    arrivals.set(req, began)
    await next()
    if (res.statusCode !== 401 || res.headersSent) return
    await sleep(Math.ceil(beat - ((milliseconds() - began) % beat)))
  }
