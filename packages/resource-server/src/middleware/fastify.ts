import type { Demands } from '../demands.ts'
import { Refusal } from '../refusal.ts'
import type { IncomingRequest } from '../request/incoming.ts'
import type { ResourceServer } from '../resource-server.ts'
import { checked } from './node.ts'

/** As much of Fastify's request as is used. */
export interface FastifyRequest {
  readonly raw: IncomingRequest
  readonly originalUrl: string
}

/** As much of Fastify's reply as is used. */
export interface FastifyReply {
  code(status: number): { headers(values: Record<string, string>): { send(body: unknown): unknown } }
}

/** A hook of Fastify, for `onRequest` or `preHandler`. `accessOf(request)` says what the request may do. */
export const fastifyGuard =
  (api: Pick<ResourceServer, 'check'>, demands: Demands = {}) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const access = await checked(api, request.raw, demands, request.originalUrl)
    if (!(access instanceof Refusal)) return undefined
    return reply
      .code(access.status)
      .headers({ ...access.headers })
      .send(access.body)
  }
