import type { Demands } from '../demands.ts'
import { Refusal } from '../refusal.ts'
import type { IncomingRequest } from '../request/incoming.ts'
import type { ResourceServer } from '../resource-server.ts'
import { checked } from './node.ts'

/** As much of Koa's context as is used. */
export interface KoaContext {
  readonly req: IncomingRequest
  readonly originalUrl: string
  status: number
  body: unknown
  set(headers: Record<string, string>): void
}

/** A middleware of Koa. `accessOf(ctx.req)` says what the request may do. */
export const koaGuard =
  (api: Pick<ResourceServer, 'check'>, demands: Demands = {}) =>
  async (ctx: KoaContext, next: () => Promise<unknown>): Promise<void> => {
    const access = await checked(api, ctx.req, demands, ctx.originalUrl)
    if (!(access instanceof Refusal)) {
      await next()
      return
    }
    ctx.status = access.status
    ctx.set({ ...access.headers })
    ctx.body = access.body
  }
