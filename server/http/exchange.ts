import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange } from '../ports/exchange.ts'

/** The exchange that adapters read their own cookies from: the Koa context's `req` and `res`. */
export const toExchange = ({ req, res }: { req: IncomingMessage; res: ServerResponse }): Exchange =>
  ({ req, res }) as unknown as Exchange
