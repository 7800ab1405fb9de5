import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa, { type Context } from 'koa'
import type { ClientCertificates, OAuthPages } from '../../adapters/oidc/issuer/materials.ts'
import { personNumbers } from '../../adapters/fnrvalidator/person-numbers.ts'
import { addTo, emptyDirectory } from '../../server/compose/faces.ts'
import { houseTools } from '../../server/compose/house-tools.ts'
import { openIssuers } from '../../server/compose/issuers.ts'
import { openKeys } from '../../server/compose/keys.ts'
import { oneLane } from '../../adapters/knex/database/pool/lanes.ts'
import { oauthTools } from '../../server/compose/oauth-tools.ts'
import type { FaceTools } from '../../server/faces/face-module.ts'
import { faces } from '../../server/faces/index.ts'
import { assertOwnPost } from '../../server/http/pages/forgery.ts'
import { mountFace } from '../../server/http/api/mount-face.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { Metrics } from '../../server/ports/metrics.ts'
import type { SigningAlgorithm } from '../../server/domain/registry/signing-algorithm.ts'
import { autoDecision, type Decider } from './auto-decision.ts'
import type { TestDatabase } from './database.ts'
import { askedTypes, detailTypes } from './detail-types.ts'
import { everybodyMay } from './everybody-may.ts'
import { noGate, noLimits } from './no-limits.ts'
import { debts, meters, oauthClients } from './oauth-world.ts'
import { loan, once, openTestCore } from './test-core.ts'

interface Options {
  /** Introspections of unknown tokens in a minute. */
  readonly misses?: number
  /** The issuer, when another process answers for it, too. */
  readonly issuer?: string
  /** What JWT access tokens are signed with. */
  readonly signing?: SigningAlgorithm
  /** Whether there are types of authorization details, which every client may ask for. */
  readonly details?: boolean
  /** Of the face, as its environment has them. */
  readonly settings?: Readonly<Record<string, string>>
  /** Whether clients are asked for certificates. */
  readonly certificates?: (given: { publicUrl: string; clock: Clock }) => ClientCertificates
}

export type OAuthServer = Awaited<ReturnType<typeof startOAuthServer>>

/** The house issuer and its API on a free port, with a page that decides as `decider` says instead of a person. */
export async function startOAuthServer(
  database: TestDatabase,
  {
    misses = 600,
    issuer: given,
    signing = 'ES256',
    settings = {},
    details = false,
    certificates,
  }: Options = {},
) {
  const world = await openTestCore(database)
  const { ports: stores } = world
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = `http://localhost:${(server.address() as AddressInfo).port}`
  const publicUrl = given ?? address

  const known = await oauthClients(stores.secrets)
  const asks = details ? { detailTypes: askedTypes } : {}
  for (const client of Object.values(known)) {
    if ('id' in client) await stores.clients.save({ ...client, ...asks })
  }
  for (const { owner, ownerName } of [known.processor, known.subProcessor]) {
    await stores.parties.findOrAdd(owner, ownerName)
  }
  for (const purpose of [loan, once]) {
    const permissions = ['debt.read', 'debt.summary', 'meter.read']
    await stores.registry.putPurpose({ ...purpose, permissions, ...asks })
  }
  for (const resource of [debts, meters]) await stores.registry.putResource(resource)
  if (details) for (const type of detailTypes) await stores.registry.detailTypes.put(type)

  const config = {
    environment: 'test',
    keyPublishAheadSeconds: 300,
    introspectionMissesPerMinute: misses,
    limits: { longestState: 2048 },
    session: { idleMinutes: 30, longestMinutes: 480 },
    deletionDays: 30,
  } as const
  const keys = await openKeys({ config, stores, onError: () => {} })
  const directory = emptyDirectory()
  const shown = certificates?.({ publicUrl, clock: stores.clock })
  const tools = oauthTools({ config, stores, keys, directory, certificates: shown })
  const house = houseTools({
    config,
    stores,
    tokens: tools.tokens,
    personRegister: everybodyMay,
    metrics: uncounted,
    limits: noLimits,
    gate: noGate,
    tellOperator: () => {},
    publicUrl,
    managementUrl: undefined,
  })
  const { name, open } = faces.find(one => one.name === 'oauth')!
  const face = open({ ...stores, ...tools, ...house } as unknown as FaceTools, settings)
  addTo(directory, { ...face, name, oauth: { ...face.oauth!, signing } })

  const seen: { errors: unknown[]; logouts: number } = { errors: [], logouts: 0 }
  const decider: Decider = { party: world.kari.id, outcome: 'accept' }
  await openIssuers(directory, {
    config,
    publicUrl,
    stores,
    keys,
    tools: { ...house, personNumbers: personNumbers({ synthetic: true }) },
    pages,
    onError: error => seen.errors.push(error),
    certificates: shown,
    personAtPages: async () => decider.party,
    onLogout: async () => {
      seen.logouts++
    },
  })

  const app = new Koa()
  app.silent = true
  for (const { middleware } of directory.issuers.values()) app.use(middleware)
  app.use(autoDecision({ ...stores, ...tools, ...house, decider }))
  for (const one of [face.api!, ...(face.apis ?? [])]) {
    app.use(
      mountFace(one, {
        onError: error => seen.errors.push(error),
        lanes: oneLane,
        gate: noGate,
        certificateIn: shown?.shownIn,
      }),
    )
  }
  server.on('request', app.callback())

  return {
    ...world,
    ...known,
    core: house.core,
    polled: tools.polled,
    clients: { ...known },
    clientStore: stores.clients,
    secrets: stores.secrets,
    keys,
    decider,
    seen,
    publicUrl,
    address,
    /** For connections of another kind. */
    handle: app.callback(),
    close: async () => {
      keys.stop()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

const uncounted: Metrics = {
  tokenIssued: () => {},
  introspected: () => {},
  grantMoved: () => {},
  replayDetected: () => {},
  evidenceAltered: () => {},
  requestAnswered: () => {},
  limitReached: () => {},
  signalSent: () => {},
  retentionApplied: () => {},
}

const pages: OAuthPages = {
  error: async (ctx, { error, status }) => page(ctx, `<h1>Error page</h1><p>${error}</p>`, status),
  confirmLogout: (ctx, { action, fields }) =>
    page(
      ctx,
      `<form method="post" action="${action}"><input name="xsrf" value="${fields.xsrf}">
      <button name="logout" value="yes">Yes</button></form>`,
    ),
  formPost: (ctx, { action, fields }) =>
    page(ctx, `<form method="post" action="${action}">${JSON.stringify(fields)}</form>`),
  loggedOut: ctx => page(ctx, '<h1>Logged out</h1>'),
  assertOwnPost: ({ headers }, origin) => assertOwnPost(headers, origin),
}

function page(ctx: Context, html: string, status = 200): void {
  ctx.status = status
  ctx.type = 'html'
  ctx.body = `<!doctype html>${html}`
}
