import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa, { type Context, type Middleware, type Next } from 'koa'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { withPatience } from '../../adapters/knex/database/patience.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { ClientCertificates } from '../../adapters/oidc/issuer/materials.ts'
import type { Issuer } from '../../adapters/oidc/issuer/open-issuer.ts'
import type { Config } from '../config/config.ts'
import type { Demo } from '../demo/open-demo.ts'
import { type Access, accessLog } from '../http/access-log.ts'
import type { Assets } from '../http/pages/assets.ts'
import { atHost, notAtHosts } from '../http/at-host.ts'
import { clientAddress } from '../http/client-address.ts'
import { soundFraming } from '../http/framing.ts'
import { insertedPaths } from '../http/inserted-paths.ts'
import { methodRefusals } from '../http/method-refusals.ts'
import { mountFace } from '../http/api/mount-face.ts'
import { frontPage } from '../http/pages/front-page.ts'
import { mountPages } from '../http/pages/mount-pages.ts'
import { nothingThere } from '../http/pages/nothing-there.ts'
import { openApiPath, serveOpenApi } from '../http/api/openapi.ts'
import type { Gate } from '../http/limits/gate.ts'
import type { PersonOf } from '../http/pages/person-here.ts'
import { surroundings } from '../http/surroundings.ts'
import { securityTxt } from '../http/security-txt.ts'
import { requestId } from '../http/request-id.ts'
import { robotsTxt } from '../http/robots-txt.ts'
import { steadyRefusals } from '../http/steady-refusals.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Lanes } from '../ports/lanes.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { OpenFace } from './faces.ts'
import { shownPerson } from './sessions.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'trustedProxies' | 'securityContact'>
  readonly publicUrl: string
  readonly stores: {
    readonly ids: Ids
    readonly clock: Clock
    readonly units: { readonly lanes: Lanes }
    readonly audit: Pick<AuditLog, 'written'>
    readonly sessions: Stores['sessions']
  }
  readonly log: Log
  readonly metrics: Pick<Metrics, 'requestAnswered'>
  readonly gate: Gate
  readonly assets: Assets
  readonly renderer: PageRenderer
  readonly demo: Pick<Demo, 'middleware'> | undefined
  readonly issuers: readonly Issuer[]
  /** The addresses of all issuers, those too that faces are by themselves. */
  readonly issuerUrls: readonly string[]
  readonly opened: readonly OpenFace[]
  readonly certificates: Pick<ClientCertificates, 'shownIn'> | undefined
}

/** Milliseconds that a request waits for the database altogether (F10). */
const patience = 8_000

/** What Node says when a connection ends before the stream that is sent on it: a line of the log for requests tells that. */
const readerLeft = 'ERR_STREAM_PREMATURE_CLOSE'

/** What every request passes, in this order, until somebody answers. */
export function httpStack(parts: Parts): (request: IncomingMessage, response: ServerResponse) => void {
  const {
    config,
    publicUrl,
    stores,
    log,
    renderer,
    assets,
    demo,
    issuers,
    issuerUrls,
    opened,
    gate,
    certificates,
  } = parts
  const otherOrigins = originsBeside(publicUrl, issuers)
  const { lanes } = stores.units
  const personOf: PersonOf = cookies => lanes.run('ordinary', () => shownPerson(stores)(cookies))
  const pageTools = { renderer, publicUrl, otherOrigins, lanes, gate, personOf }
  const onError = (error: unknown, ctx: Context) => log.error({ err: error, requestId: ctx.state.requestId })
  const app = new Koa()
  app.silent = true
  app.on('error', (error: NodeJS.ErrnoException, ctx: Context) => {
    if (error.code !== readerLeft) onError(error, ctx)
  })
  const stack = [
    requestId(stores.ids.uuid),
    accessLog({ report: report(parts), addressOf: addressOf(parts), milliseconds: monotonicMs }),
    surroundings(addressOf(parts)),
    soundFraming,
    steadyRefusals(monotonicMs),
    methodRefusals,
    robotsTxt,
    securityTxt({ contact: config.securityContact, publicUrl, now: stores.clock.now }),
    onceOnRecord(stores.audit),
    (_ctx: Context, next: Next) => withPatience(patience, next),
    insertedPaths(issuerUrls, publicUrl),
    ...issuers.map(atItsHost(otherOrigins)),
    assets.middleware,
    ...(demo ? [demo.middleware(otherOrigins)] : []),
    ...opened.flatMap(face => apisOf(face, { onError, lanes, gate, certificateIn: certificates?.shownIn })),
    ...opened.flatMap(({ pages }) => (pages ? [mountPages(pages, pageTools)] : [])),
    mountPages(frontPage(describedBy(parts), personOf), pageTools),
    nothingThere(pageTools),
  ]
  for (const middleware of stack) app.use(middleware)
  return app.callback()
}

/** What is acknowledged is on record. */
const onceOnRecord =
  (audit: Pick<AuditLog, 'written'>): Middleware =>
  async (_ctx, next) => {
    await next()
    await audit.written()
  }

/** Where issuers are that have a host of their own. The pages are there, too. */
const originsBeside = (publicUrl: string, issuers: readonly Issuer[]): readonly string[] => [
  ...new Set(issuers.map(({ origin }) => origin).filter(origin => origin !== new URL(publicUrl).origin)),
]

const atItsHost = (otherOrigins: readonly string[]) => {
  const otherHosts = otherOrigins.map(origin => new URL(origin).host)
  return ({ origin, middleware }: Issuer): Middleware =>
    otherOrigins.includes(origin)
      ? atHost(new URL(origin).host, middleware)
      : notAtHosts(otherHosts, middleware)
}

const apisOf = (face: OpenFace, tools: Parameters<typeof mountFace>[1]): readonly Middleware[] =>
  describedIn(face).flatMap(one => [serveOpenApi(one), mountFace(one.api, tools)])

const describedIn = ({ name, api, apis = [] }: OpenFace) =>
  [...(api ? [api] : []), ...apis].map(one => ({ face: name, api: one }))

const describedBy = ({ opened, issuerUrls, demo }: Pick<Parts, 'opened' | 'issuerUrls' | 'demo'>) => ({
  openApi: opened.flatMap(describedIn).map(openApiPath),
  issuers: issuerUrls,
  demo: demo && '/demo',
})

const report =
  ({ log, metrics }: Pick<Parts, 'log' | 'metrics'>) =>
  (access: Access): void => {
    log.info(access, 'answered')
    metrics.requestAnswered(access)
  }

const addressOf = ({ config }: Pick<Parts, 'config'>) => {
  const address = clientAddress(config.trustedProxies)
  return ({ req }: Context) => address(req)
}
