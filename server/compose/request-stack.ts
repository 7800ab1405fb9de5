import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa, { type Context, type Middleware, type Next } from 'koa'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { withPatience } from '../../adapters/knex/database/patience.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { Config } from '../config/config.ts'
import { type Access, accessLog } from '../http/access-log.ts'
import { clientAddress } from '../http/client-address.ts'
import { soundFraming } from '../http/framing.ts'
import { methodRefusals } from '../http/method-refusals.ts'
import { requestId } from '../http/request-id.ts'
import { steadyRefusals } from '../http/steady-refusals.ts'
import { surroundings } from '../http/surroundings.ts'
import type { Ids } from '../ports/ids.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { Metrics } from '../ports/metrics.ts'

export type Handle = (request: IncomingMessage, response: ServerResponse) => void

export interface StackParts {
  readonly config: Pick<Config, 'trustedProxies'>
  readonly stores: { readonly ids: Pick<Ids, 'uuid'>; readonly audit: Pick<AuditLog, 'written'> }
  readonly log: Log
  readonly metrics: Pick<Metrics, 'requestAnswered'>
}

/** Milliseconds that a request waits for the database altogether (F10). */
const patience = 8_000

/** What Node says when a connection ends before the stream that is sent on it: a line of the log for requests tells that. */
const readerLeft = 'ERR_STREAM_PREMATURE_CLOSE'

/** Whatever stands there, in this order until somebody answers, after what every request passes at whichever port. */
export function requestStack(parts: StackParts, stack: readonly Middleware[]): Handle {
  const app = new Koa()
  const onError = onErrorOf(parts)
  app.silent = true
  app.on('error', (error: NodeJS.ErrnoException, ctx: Context) => {
    if (error.code !== readerLeft) onError(error, ctx)
  })
  for (const middleware of [...passedByEach(parts), ...stack]) app.use(middleware)
  return app.callback()
}

export const onErrorOf =
  ({ log }: Pick<StackParts, 'log'>) =>
  (error: unknown, ctx: Context): void =>
    log.error({ err: error, requestId: ctx.state.requestId })

const passedByEach = (parts: StackParts): readonly Middleware[] => [
  requestId(parts.stores.ids.uuid),
  accessLog({ report: report(parts), addressOf: addressOf(parts), milliseconds: monotonicMs }),
  surroundings(addressOf(parts)),
  soundFraming,
  steadyRefusals(monotonicMs),
  methodRefusals,
  onceOnRecord(parts.stores.audit),
  (_ctx: Context, next: Next) => withPatience(patience, next),
]

/** What is acknowledged is on record. */
const onceOnRecord =
  (audit: Pick<AuditLog, 'written'>): Middleware =>
  async (_ctx, next) => {
    await next()
    await audit.written()
  }

const report =
  ({ log, metrics }: Pick<StackParts, 'log' | 'metrics'>) =>
  (access: Access): void => {
    log.info(access, 'answered')
    metrics.requestAnswered(access)
  }

const addressOf = ({ config }: Pick<StackParts, 'config'>) => {
  const address = clientAddress(config.trustedProxies)
  return ({ req }: Context) => address(req)
}
