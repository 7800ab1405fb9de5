import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa, { type Context } from 'koa'
import { aesSealer } from '../../adapters/crypto/aes-sealer.ts'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { jwtTokenInspector } from '../../adapters/jose/jwt-token-inspector.ts'
import { openSigningKeys } from '../../adapters/jose/signing-keys.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { oidcModels } from '../../adapters/knex/oauth/oidc-models.ts'
import { knexSigningKeyStore } from '../../adapters/knex/oauth/signing-key-store.ts'
import { openIssuer } from '../../adapters/oidc/open-issuer.ts'
import { pendingAuthorizations } from '../../adapters/oidc/pending-authorization.ts'
import { memoryRateLimiter } from '../../adapters/rate-limit/memory-rate-limiter.ts'
import { oauth } from '../../server/faces/oauth/index.ts'
import { assertOwnPost } from '../../server/http/forgery.ts'
import { mountFace } from '../../server/http/mount-face.ts'
import type { SigningAlgorithm } from '../../server/ports/oauth/signing-key-store.ts'
import { openCore } from '../../server/usecases/index.ts'
import type { FaceTools } from '../../server/faces/face-module.ts'
import { autoDecision, type Decider } from './auto-decision.ts'
import type { TestDatabase } from './database.ts'
import { debts, meters, oauthClients } from './oauth-world.ts'
import { loan, once, openTestCore } from './test-core.ts'

interface Options {
  /** Introspections of unknown tokens in a minute. */
  readonly misses?: number
  /** The issuer, when another process answers for it, too. */
  readonly issuer?: string
  /** What ID tokens and JWT access tokens are signed with. */
  readonly signing?: SigningAlgorithm
}

export type OAuthServer = Awaited<ReturnType<typeof startOAuthServer>>

/** The house issuer and its API on a free port, with a page that decides as `decider` says instead of a person. */
export async function startOAuthServer(
  database: TestDatabase,
  { misses = 600, issuer: given, signing = 'ES256' }: Options = {},
) {
  const world = await openTestCore(database)
  const { clock, ports } = world
  const tools = {
    ...database,
    clock,
    ids: ports.ids,
    sealer: aesSealer({ keys: ['a secret that only the tests know of'], ids: ports.ids }),
  }
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = `http://localhost:${(server.address() as AddressInfo).port}`
  const publicUrl = given ?? address

  const secrets = secretHasher(tools)
  const clients = knexClientStore(tools)
  const known = await oauthClients(secrets)
  for (const client of Object.values(known)) if ('id' in client) await clients.save(client)
  for (const purpose of [loan, once]) {
    await ports.registry.putPurpose({ ...purpose, permissions: ['debt.read', 'debt.summary', 'meter.read'] })
  }
  for (const resource of [debts, meters]) await ports.registry.putResource(resource)

  const keys = await openSigningKeys({
    store: knexSigningKeyStore(tools),
    clock,
    publishAhead: 300,
    longestToken: 3600,
    onError: () => {},
  })
  const inspector = jwtTokenInspector({
    keys,
    issuerOf: face => (face === 'oauth' ? { issuer: publicUrl, signing } : undefined),
    consents: ports.consents,
    clock,
    opaque: ports.tokens,
  })
  const core = openCore({ ...ports, tokens: inspector })
  const faceTools = { ...ports, core, clients, secrets, publicUrl, clock } as unknown as FaceTools
  const face = oauth.open(faceTools, oauth.settings.parse({}))
  const profile = { ...face.oauth!, signing }
  const seen: { errors: unknown[]; replays: string[]; logouts: number } = {
    errors: [],
    replays: [],
    logouts: 0,
  }

  const issuer = openIssuer(profile, {
    openModels: (name, request) =>
      oidcModels({
        face: name,
        ...database,
        clock,
        request,
        onReplay: ({ kind }) => seen.replays.push(kind),
      }),
    unitOfWork: database.unitOfWork,
    clock,
    ids: ports.ids,
    secrets,
    keys: await keys.of(signing),
    keysMaxAge: 300,
    query: ports.query,
    inspect: core.inspectToken,
    revealIdentity: async ({ party, audience }) =>
      party && audience && (await ports.registry.findResource(audience))?.revealsIdentity
        ? (await ports.parties.revealIdentifier(party))?.value
        : undefined,
    misses: memoryRateLimiter({ most: misses, seconds: 60 }),
    audit: ports.audit,
    metrics: {
      tokenIssued: () => {},
      introspected: () => {},
      replayDetected: kind => seen.replays.push(kind),
    },
    pages: {
      error: (ctx, { error, status }) => page(ctx, `<h1>Error page</h1><p>${error}</p>`, status),
      confirmLogout: (ctx, { action, fields }) =>
        page(
          ctx,
          `<form method="post" action="${action}"><input name="xsrf" value="${fields.xsrf}">
          <button name="logout" value="yes">Yes</button></form>`,
        ),
      loggedOut: ctx => page(ctx, '<h1>Logged out</h1>'),
      assertOwnPost: ({ headers }, origin) => assertOwnPost(headers, origin),
    },
    onError: error => seen.errors.push(error),
    personAtPages: async () => decider.party,
    onLogout: async () => {
      seen.logouts++
    },
  })

  const decider: Decider = { party: world.kari.id, outcome: 'accept' }
  const app = new Koa()
  app.silent = true
  app.use(issuer.middleware)
  app.use(
    autoDecision({
      pending: pendingAuthorizations(new Map([[issuer.face, issuer]])),
      core,
      clients,
      decider,
      clock,
    }),
  )
  app.use(mountFace(face.api!, error => seen.errors.push(error)))
  server.on('request', app.callback())

  return {
    ...world,
    ...known,
    core,
    clients: { ...known },
    clientStore: clients,
    secrets,
    keys,
    decider,
    seen,
    publicUrl,
    address,
    issuer,
    close: async () => {
      keys.stop()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

function page(ctx: Context, html: string, status = 200): void {
  ctx.status = status
  ctx.type = 'html'
  ctx.body = `<!doctype html>${html}`
}
