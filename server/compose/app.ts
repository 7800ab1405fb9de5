import type { IncomingMessage, ServerResponse } from 'node:http'
import Koa, { type Context } from 'koa'
import { movableClock } from '../../adapters/clock/movable-clock.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { debtSources } from '../../adapters/debt-source/debt-sources.ts'
import { personNumbers } from '../../adapters/fnrvalidator/person-numbers.ts'
import { idportenIdentityProvider } from '../../adapters/idporten/identity-provider.ts'
import { accessTokenVerifier } from '../../adapters/jose/access-token-verifier.ts'
import { assertions } from '../../adapters/jose/assertions.ts'
import { jwtTokenInspector } from '../../adapters/jose/jwt-token-inspector.ts'
import { receiptSigner } from '../../adapters/jose/receipt/receipt-signer.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import { tokenSigner } from '../../adapters/jose/token-signer.ts'
import { partitionGauges } from '../../adapters/knex/ledger/partition-gauges.ts'
import { knexTokenInspector } from '../../adapters/knex/oauth/token-inspector.ts'
import { auditLog } from '../../adapters/log/audit-log.ts'
import type { Log } from '../../adapters/log/logger.ts'
import { markdownIt } from '../../adapters/markdown/markdown-it.ts'
import { countedConsents } from '../../adapters/metrics/counted-consents.ts'
import { type PrometheusMetrics, prometheusMetrics } from '../../adapters/metrics/metrics.ts'
import { type Issuer, openIssuer } from '../../adapters/oidc/open-issuer.ts'
import { pendingAuthorizations } from '../../adapters/oidc/pending-authorization.ts'
import { businessCertificates } from '../../adapters/x509/business-certificates.ts'
import { openDocuments } from './documents.ts'
import { issuerMaterials } from './issuers.ts'
import { composeNotices } from './notices.ts'
import { openLook } from './look.ts'
import { openMarket } from './market.ts'
import { openPersonRegister } from './persons.ts'
import type { Stores } from './storage.ts'
import { endPortalSession, personAtPages } from './sessions.ts'
import type { Config } from '../config/config.ts'
import { type Demo, openDemo } from '../demo/open-demo.ts'
import type { Face, FaceRegistry, FaceTools } from '../faces/face-module.ts'
import { faces } from '../faces/index.ts'
import { type Access, accessLog } from '../http/access-log.ts'
import { clientAddress } from '../http/client-address.ts'
import { atHost, notAtHosts } from '../http/at-host.ts'
import { mountFace } from '../http/mount-face.ts'
import { mountPages } from '../http/mount-pages.ts'
import { nothingThere } from '../http/nothing-there.ts'
import { oauthPages } from '../http/oauth-pages.ts'
import { serveOpenApi } from '../http/openapi.ts'
import { requestId } from '../http/request-id.ts'
import { announceExpiry } from '../usecases/ledger/announce-expiry.ts'
import { openCore } from '../usecases/index.ts'

interface Parts {
  readonly config: Config
  readonly publicUrl: string
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly log: Log
}

export interface App {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly metrics: PrometheusMetrics
  /** Tells the outside that everything stands. */
  readonly announce: () => Promise<void>
  /** Ends what the application has started beside the stores. */
  readonly close: () => Promise<void>
  /** `undefined` when no e-mail is sent. */
  readonly sendNotices: (() => Promise<void>) | undefined
}

/** Faces, issuers, pages and (in demo and test) the demo world as one HTTP application. */
export async function openApp(parts: Parts): Promise<App> {
  const { config, publicUrl, stores, keys, log } = parts
  const metrics = prometheusMetrics({
    signingKeyAgeSeconds: signingKeyAge(parts),
    ...partitionGauges({ ...stores.units, clock: stores.clock }),
    poolWaiting: () => stores.database.knex.client.pool.numPendingAcquires(),
  })
  const audit = auditLog(log)
  const documents = await openDocuments({ ...stores, config })
  const { assets, renderer } = openLook(config)
  const notices = composeNotices({
    ...parts,
    renderer,
    onError: error => log.warn({ err: error }, 'a notice was not sent'),
  })
  const demo =
    documents.demoSignatures === undefined
      ? undefined
      : await openDemo({
          ...stores,
          clock: movableClock,
          clockMoved: async () => {
            await stores.database.timeMoved()
            await announceExpiry(stores)()
          },
          publicUrl,
          dataDir: config.dataDir,
          renderer,
          signAsPerson: documents.demoSignatures.sign,
        })

  const issuers: Issuer[] = []
  const tokens = jwtTokenInspector({
    keys,
    issuerOf: name => {
      const profile = opened.find(({ oauth }) => oauth?.face === name)?.oauth
      return profile && { issuer: profile.issuer, signing: profile.signing ?? 'ES256' }
    },
    consents: stores.consents,
    clock: stores.clock,
    opaque: knexTokenInspector({ ...stores.units, clock: stores.clock }),
  })
  const signer = tokenSigner(keys, { keysMaxAge: config.keyPublishAheadSeconds })
  const ownIssuers = () =>
    opened.flatMap(({ tokenIssuer }) =>
      tokenIssuer === undefined ? [] : [{ issuer: tokenIssuer, keys: { read: signer('RS256').publicKeys } }],
    )
  const requestDialects = () =>
    new Map(
      opened.flatMap(({ requests }, index) => (requests ? [[faces[index]!.name, requests] as const] : [])),
    )
  const isForTrying = config.environment !== 'production'
  const trustIssuers: FaceTools['trustIssuers'] = (listed, { own }) =>
    accessTokenVerifier(
      { listed, own: () => (own ? ownIssuers() : []) },
      { ...stores, allowLoopback: isForTrying },
    )
  const numbers = personNumbers({ synthetic: isForTrying })
  const core = openCore({
    ...stores,
    consents: countedConsents(stores.consents, metrics),
    personRegister: openPersonRegister(config, stores),
    tokens,
    audit,
  })
  const opened: readonly Face[] = openFaces(config, {
    ...stores,
    core,
    tokens,
    signer,
    assertions,
    openBusinessCertificates: businessCertificates(stores),
    receipts: receiptSigner({ keys, store: stores.keys, clock: stores.clock, issuer: publicUrl }),
    ...documents.forFaces,
    audit,
    metrics,
    trustIssuers,
    market: openMarket({ ...stores, trustIssuers, numbers, allowLoopback: isForTrying }),
    requestDialect: name => requestDialects().get(name),
    requestDialects,
    markdown: markdownIt(),
    personNumbers: numbers,
    openDebtSource: debtSources({ fixtures: config.environment !== 'production' }),
    demoKeys: demo?.keys,
    notices: notices?.people,
    publicUrl,
    renderer,
    digest: sha256,
    identityProvider: idportenIdentityProvider(identityProviderSettings(config, publicUrl, demo), stores),
    pending: { find: (...waiting) => pendingAuthorizations(issuers).find(...waiting) },
  })
  const onError = (error: unknown, ctx: Context) => log.error({ err: error, requestId: ctx.state.requestId })
  const materials = issuerMaterials({
    stores,
    keys,
    core,
    audit,
    metrics,
    keysMaxAge: config.keyPublishAheadSeconds,
    pages: oauthPages({ renderer, publicUrl }),
    onError: (error, context) => log.error({ err: error, ...context }),
    personAtPages: personAtPages(stores, publicUrl),
    onLogout: endPortalSession(stores, publicUrl),
  })
  for (const [index, face] of opened.entries()) {
    const { oauth, registry } = face
    if (registry) await register(stores, registry)
    await demo?.addFace(faces[index]!.name, face)
    if (!oauth) continue
    issuers.push(openIssuer(oauth, { ...materials, keys: await keys.of(oauth.signing ?? 'ES256') }))
  }

  const app = new Koa()
  app.silent = true
  app.on('error', onError)
  app.use(requestId(stores.ids.uuid))
  const answered = (access: Access) => {
    log.info(access, 'answered')
    metrics.requestAnswered(access)
  }
  app.use(accessLog(answered, addressOf(config)))
  const others = otherOrigins(issuers, publicUrl)
  const otherHosts = others.map(origin => new URL(origin).host)
  for (const { origin, middleware } of issuers) {
    const { host } = new URL(origin)
    app.use(others.includes(origin) ? atHost(host, middleware) : notAtHosts(otherHosts, middleware))
  }
  app.use(assets.middleware)
  if (demo) app.use(demo.middleware(others))
  for (const [index, { api, apis = [] }] of opened.entries()) {
    for (const one of [...(api ? [api] : []), ...apis])
      app.use(serveOpenApi({ face: faces[index]!.name, api: one })).use(mountFace(one, onError))
  }
  for (const { pages } of opened)
    if (pages) app.use(mountPages(pages, { renderer, publicUrl, otherOrigins: others }))
  app.use(nothingThere({ renderer, publicUrl }))
  return {
    handle: app.callback(),
    metrics,
    announce: async () => demo?.writeDemoJson(),
    close: documents.close,
    sendNotices: notices?.send,
  }
}

/** Where issuers stand that have a host of their own. The pages stand there, too. */
const otherOrigins = (issuers: readonly Issuer[], publicUrl: string): readonly string[] => [
  ...new Set(issuers.map(({ origin }) => origin).filter(origin => origin !== new URL(publicUrl).origin)),
]

/** Repeating it changes nothing. */
async function register(
  { registry }: Pick<Stores, 'registry'>,
  { resources, purposes }: FaceRegistry,
): Promise<void> {
  for (const resource of resources) await registry.putResource(resource)
  for (const purpose of purposes) await registry.putPurpose(purpose)
}

const openFaces = ({ faces: settings }: Config, tools: FaceTools): Face[] =>
  faces.map(face => face.open(tools, settings[face.name] ?? {}))

/** The identity provider of the configuration, else the demo's own. */
function identityProviderSettings({ identityProvider }: Config, publicUrl: string, demo: Demo | undefined) {
  if (identityProvider) {
    const allowHttp = identityProvider.issuer.startsWith('http:')
    return { ...identityProvider, callbackUrl: `${publicUrl}/login/callback`, allowHttp }
  }
  if (!demo) throw new Error('There is no identity provider')
  return demo.identityProviderSettings
}

const signingKeyAge =
  ({ keys, stores }: Pick<Parts, 'keys' | 'stores'>) =>
  async (): Promise<number> =>
    (stores.clock.now().getTime() - (keys.current()[0]?.activeFrom.getTime() ?? 0)) / 1000

const addressOf = ({ trustedProxies }: Config) => {
  const address = clientAddress(trustedProxies)
  return (ctx: Context) => address(ctx.req)
}
