import type { Middleware } from 'koa'
import type { IdentityProviderSettings } from '../../adapters/idporten/settings.ts'
import type { OperatorLoginSettings } from '../../adapters/operator-login/settings.ts'
import type { Face, FaceDemo } from '../faces/face-module.ts'
import type { DemoKey } from '../faces/tools/demo-tools.ts'
import { mountPages } from '../http/pages/mount-pages.ts'
import type { Ids } from '../ports/ids.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { PartyRightStore } from '../ports/parties/party-rights.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { openAltinnBank } from './altinn-bank/open-altinn-bank.ts'
import { keptClientCertificate } from './authority/kept-client-certificate.ts'
import { openBank } from './bank/open-bank.ts'
import { clockRoute, type DemoClock } from './clock-route.ts'
import { debtBankPages } from './debt-bank/debt-bank-pages.ts'
import { debtClient } from './debt-bank/debt-client.ts'
import { demoJson, type ShownFace, writeDemoJson } from './demo-json.ts'
import { demoKeys } from './demo-keys.ts'
import { demoSecrets } from './demo-secrets.ts'
import { paperClient } from './energy-supplier/paper-client.ts'
import { paperPages } from './energy-supplier/paper-pages.ts'
import { supplierClient } from './energy-supplier/supplier-client.ts'
import { supplierPages } from './energy-supplier/supplier-pages.ts'
import { faceClients } from './face-clients.ts'
import { keptSecret } from './kept-secret.ts'
import { seedWorld } from './seed-world.ts'
import { signatureRoute } from './signature-route.ts'
import { reachingTestIdp, reachingTestOperators, testIdp, testOperators } from './test-logins.ts'
import { operatorsWithRole } from './world/operators.ts'
import { persons } from './world/persons.ts'

export interface DemoTools {
  readonly publicUrl: string
  readonly managementUrl: string | undefined
  readonly dataDir: string
  /** In which a trusted proxy names the certificate of a client. */
  readonly certificateHeader: string
  readonly renderer: PageRenderer
  readonly clock: DemoClock
  /** Hears by how many seconds, 0 when it was put back. */
  readonly clockMoved: (seconds: number) => Promise<void>
  readonly ids: Ids
  readonly registry: RegistryStore
  readonly clients: ClientStore
  readonly parties: PartyStore
  readonly rights: PartyRightStore
  readonly secrets: SecretHasher
  /** The PDF with the signature of a person of the demo, by the national identity number. */
  readonly signAsPerson: (pdf: Uint8Array, nin: string) => Promise<Uint8Array>
}

export interface Demo {
  /** How samtykke reaches the test identity provider, as it would reach ID-porten. */
  readonly identityProviderSettings: IdentityProviderSettings
  /** How the console reaches the operators' test provider. */
  readonly operatorLoginSettings: OperatorLoginSettings
  /** Those who have a role there. */
  readonly operators: readonly { readonly username: string; readonly role: string }[]
  /**
   * The test identity providers, the Demo bank, the demo register and the clock; the rest goes on. Logins may come back to
   * the other origins, too.
   */
  readonly middleware: (otherOrigins: readonly string[]) => Middleware
  /** Who issues certificates for clients of the demo, in PEM. */
  readonly clientRoots: readonly string[]
  /** RSA keys by name, for whoever has one in the demo world. */
  readonly keys: (name: string) => Promise<DemoKey>
  /** Secrets by name, for whoever has one in the demo world. */
  readonly secret: (name: string) => Promise<string>
  /** Registers the clients that an open face adds to the demo, and seeds its part of the world. */
  readonly addFace: (name: string, face: Face) => Promise<void>
  /** Writes `demo.json`: call it when everything else is ready. */
  readonly writeDemoJson: () => Promise<void>
}

/** The demo world, seeded into the stores. For `demo` and `test` only. */
export async function openDemo(tools: DemoTools): Promise<Demo> {
  const { publicUrl, dataDir, ids } = tools
  const secrets = { ...(await demoSecrets(tools)), mtls: await keptClientCertificate(tools) }
  await seedWorld(tools, { publicUrl, secrets })
  const keys = demoKeys(tools)
  const faces: AddedFace[] = []
  const shown = { ...secrets, certificateHeader: tools.certificateHeader }
  const content = async () => demoJson(publicUrl, shown, await Promise.all(faces.map(withMembers)))
  return {
    identityProviderSettings: reachingTestIdp(publicUrl, secrets),
    operatorLoginSettings: reachingTestOperators(publicUrl, secrets),
    operators: operatorsWithRole,
    clientRoots: [secrets.mtls.ca],
    keys,
    secret: keptSecret(tools),
    addFace: async (name, { oauth, tokenIssuer, demo }) => {
      if (!demo) return
      await demo.seed?.()
      const clients = await faceClients({ ...tools, keys }, name, demo)
      faces.push({
        name: demo.section ?? name,
        issuer: oauth?.issuer ?? tokenIssuer,
        clients,
        members: demo.members,
      })
    },
    middleware: otherOrigins =>
      inOrder([
        testIdp(tools, secrets, otherOrigins),
        ...testOperators(tools, secrets),
        clockRoute(tools.clock, tools.clockMoved),
        signatureRoute(tools.signAsPerson),
        ...openBank(tools, secrets, faces),
        ...debtBank(tools, faces),
        ...altinnBank(tools, faces),
        ...energySupplier(tools, faces),
      ]),
    writeDemoJson: async () => writeDemoJson({ dataDir, content: await content(), ids }),
  }
}

interface AddedFace extends Omit<ShownFace, 'members'> {
  readonly members: FaceDemo['members'] | undefined
}

const withMembers = async (face: AddedFace): Promise<ShownFace> => ({
  ...face,
  members: (await face.members?.(face.clients)) ?? {},
})

/** Stands when the face of the debt consent service does. */
function debtBank(tools: DemoTools, faces: readonly AddedFace[]): readonly Middleware[] {
  const { issuer, clients } = faces.find(({ name }) => name === 'gjeld') ?? {}
  if (!issuer || !clients?.bank?.client_secret) return []
  const client = debtClient({
    issuer,
    clientId: clients.bank.client_id,
    clientSecret: clients.bank.client_secret,
    callbackUrl: `${tools.publicUrl}/demo/gjeld/callback`,
  })
  return [mountPages(debtBankPages({ ...tools, client, customer: persons[0]!.nin }), tools)]
}

/** Stands when the token service of market parties does. */
function energySupplier(tools: DemoTools, faces: readonly AddedFace[]): readonly Middleware[] {
  const { issuer, clients } = faces.find(({ name }) => name === 'maskinporten') ?? {}
  const [supplier, system] = [clients?.elhubSupplier1, clients?.elhubSystem]
  if (!issuer || !supplier?.jwk || !system?.jwk) return []
  const market = {
    ...tools,
    issuer,
    api: `${tools.publicUrl}/access/v0`,
    supplier: {
      clientId: supplier.client_id,
      jwk: supplier.jwk,
      scope: 'elhub:balancesupplier',
      gln: '0107000000045',
    },
  }
  const client = supplierClient({
    ...market,
    system: { clientId: system.client_id, jwk: system.jwk, scope: 'elhub:system' },
  })
  const [customer] = persons
  const pages = [
    supplierPages({ ...tools, client, customer }),
    paperPages({ client: paperClient(market), customer, sign: tools.signAsPerson }),
  ]
  return pages.map(one => mountPages(one, tools))
}

/** Stands when the token service and the bank's client of it do. */
function altinnBank(tools: DemoTools, faces: readonly AddedFace[]): readonly Middleware[] {
  const { issuer, clients } = faces.find(({ name }) => name === 'maskinporten') ?? {}
  const { client_id, jwk, orgno } = clients?.O1 ?? {}
  if (!issuer || !client_id || !jwk || !orgno) return []
  return openAltinnBank(tools, { issuer, bank: { client_id, jwk, orgno } })
}

const inOrder =
  (middlewares: readonly Middleware[]): Middleware =>
  (context, next) =>
    middlewares.reduceRight<() => Promise<unknown>>(
      (rest, middleware) => async () => middleware(context, rest),
      next,
    )()
