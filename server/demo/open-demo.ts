import type { Middleware } from 'koa'
import type { IdentityProviderSettings } from '../../adapters/idporten/settings.ts'
import { levels } from '../../adapters/test-idp/levels.ts'
import { openTestIdp } from '../../adapters/test-idp/open-test-idp.ts'
import type { Face } from '../faces/face-module.ts'
import { mountPages } from '../http/mount-pages.ts'
import type { ClientStore } from '../ports/client-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { bankClient } from './bank/bank-client.ts'
import { bankPages } from './bank/bank-pages.ts'
import { rememberVisits } from './bank/visits.ts'
import { clockRoute, type DemoClock } from './clock-route.ts'
import { demoJson, type ShownFace, writeDemoJson } from './demo-json.ts'
import { debtBankPages } from './debt-bank/debt-bank-pages.ts'
import { debtClient } from './debt-bank/debt-client.ts'
import { type DemoSecrets, demoSecrets } from './demo-secrets.ts'
import { faceClients } from './face-clients.ts'
import { financesRoute } from './register/finances-route.ts'
import { registerClient } from './register/register-client.ts'
import { seedWorld } from './seed-world.ts'
import { clientPlans } from './world/clients.ts'
import { persons } from './world/persons.ts'

export interface DemoTools {
  readonly publicUrl: string
  readonly dataDir: string
  readonly renderer: PageRenderer
  readonly clock: DemoClock
  readonly clockMoved: () => Promise<void>
  readonly ids: Ids
  readonly registry: RegistryStore
  readonly clients: ClientStore
  readonly parties: PartyStore
  readonly secrets: SecretHasher
}

export interface Demo {
  /** How samtykke reaches the test identity provider, as it would reach ID-porten. */
  readonly identityProviderSettings: IdentityProviderSettings
  /**
   * The test identity provider, the Demo bank, the demo register and the clock; the rest goes on. Logins may come back to
   * the other origins, too.
   */
  readonly middleware: (otherOrigins: readonly string[]) => Middleware
  /** Registers the clients that an open face adds to the demo. */
  readonly addFace: (name: string, face: Face) => Promise<void>
  /** Writes `demo.json`: call it when everything else stands. */
  readonly writeDemoJson: () => Promise<void>
}

/** The demo world, seeded into the stores. For `demo` and `test` only. */
export async function openDemo(tools: DemoTools): Promise<Demo> {
  const { publicUrl, dataDir, ids } = tools
  const secrets = await demoSecrets(tools)
  await seedWorld(tools, { publicUrl, secrets })
  const identityProviderSettings = reachingTestIdp(publicUrl, secrets)
  const faces: ShownFace[] = []
  return {
    identityProviderSettings,
    addFace: async (name, { oauth, demo }) => {
      if (!oauth || !demo) return
      faces.push({ name, issuer: oauth.issuer, clients: await faceClients(tools, name, demo.clients) })
    },
    middleware: otherOrigins =>
      inOrder([
        testIdp(tools, secrets, { ...identityProviderSettings, otherOrigins }),
        clockRoute(tools.clock, tools.clockMoved),
        ...bank(tools, secrets),
        ...debtBank(tools, faces),
      ]),
    writeDemoJson: () => writeDemoJson({ dataDir, content: demoJson(publicUrl, secrets, faces), ids }),
  }
}

const reachingTestIdp = (publicUrl: string, { identityProvider }: DemoSecrets) => ({
  issuer: `${publicUrl}/test-idp`,
  clientId: 'samtykke',
  clientSecret: identityProvider.clientSecret,
  clientJwk: undefined,
  acr: { low: levels[0], substantial: levels[0], high: levels[1] },
  callbackUrl: `${publicUrl}/login/callback`,
  allowHttp: true,
})

function testIdp(
  tools: DemoTools,
  { identityProvider }: DemoSecrets,
  settings: ReturnType<typeof reachingTestIdp> & { readonly otherOrigins: readonly string[] },
) {
  const { publicUrl, renderer, clock } = tools
  return openTestIdp({
    issuer: settings.issuer,
    client: {
      id: settings.clientId,
      secret: settings.clientSecret,
      redirectUris: [
        settings.callbackUrl,
        ...settings.otherOrigins.map(origin => `${origin}/login/callback`),
      ],
      postLogoutRedirectUris: [`${publicUrl}/logged-out`],
    },
    signingKey: identityProvider.signingKey,
    cookieKey: identityProvider.cookieKey,
    persons,
    renderer,
    clock,
  })
}

function bank(tools: DemoTools, { clients }: DemoSecrets): readonly Middleware[] {
  const { publicUrl } = tools
  const { web, resourceServer } = clientPlans(publicUrl)
  const register = registerClient({
    publicUrl,
    clientId: resourceServer.id,
    clientSecret: clients.resourceServer.secret,
  })
  const client = bankClient({
    ...tools,
    clientId: web.id,
    clientSecret: clients.web.secret,
  })
  const pages = bankPages({ ...tools, bank: client, register, visits: rememberVisits() })
  return [financesRoute(register), mountPages(pages, tools)]
}

/** Stands when the face of the debt consent service does. */
function debtBank(tools: DemoTools, faces: readonly ShownFace[]): readonly Middleware[] {
  const { issuer, clients } = faces.find(({ name }) => name === 'gjeld') ?? {}
  if (!issuer || !clients?.bank) return []
  const client = debtClient({
    issuer,
    clientId: clients.bank.client_id,
    clientSecret: clients.bank.client_secret,
    callbackUrl: `${tools.publicUrl}/demo/gjeld/callback`,
  })
  return [mountPages(debtBankPages({ ...tools, client, customer: persons[0]!.nin }), tools)]
}

const inOrder =
  (middlewares: readonly Middleware[]): Middleware =>
  (context, next) =>
    middlewares.reduceRight<() => Promise<unknown>>(
      (rest, middleware) => async () => middleware(context, rest),
      next,
    )()
