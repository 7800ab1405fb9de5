import type { IncomingMessage } from 'node:http'
import type { Middleware } from 'koa'
import { z } from 'zod'
import { mediaTypeOf, readBytes, toJson } from '../http/body.ts'
import type { Clock } from '../ports/clock.ts'

/** A clock that the demo may move, for the whole process at once. */
export interface DemoClock extends Clock {
  advance(seconds: number): void
  reset(): void
}

const tenYears = 10 * 366 * 24 * 3600

const ClockChange = z.union([
  z.strictObject({ advanceSeconds: z.int().min(0).max(tenYears) }),
  z.strictObject({ reset: z.literal(true) }),
])

const mostBytes = 1000

/**
 * `POST /demo/clock` with `{"advanceSeconds": n}` or `{"reset": true}`; answers what time it is now, once `moved` has
 * heard of it: by how many seconds, 0 when it was put back.
 */
export const clockRoute =
  (clock: DemoClock, moved: (seconds: number) => Promise<void>): Middleware =>
  async (context, next) => {
    if (context.path !== '/demo/clock') return next()
    if (context.method !== 'POST') {
      context.set('Allow', 'POST')
      context.status = 405
      return
    }
    const change = ClockChange.safeParse(await readJson(context.req))
    if (!change.success) {
      context.status = 400
      context.body = { title: 'Send {"advanceSeconds": n} or {"reset": true}', status: 400 }
      return
    }
    const seconds = 'reset' in change.data ? 0 : change.data.advanceSeconds
    if ('reset' in change.data) clock.reset()
    else clock.advance(seconds)
    await moved(seconds)
    context.body = { now: clock.now().toISOString() }
  }

/** Only JSON: a page of another site cannot send that without asking first. */
const readJson = async (request: IncomingMessage): Promise<unknown> =>
  mediaTypeOf(request) === 'application/json'
    ? readBytes(request, mostBytes)
        .then(toJson)
        .catch(() => undefined)
    : undefined
