import { z } from 'zod'
import type { TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type {
  EnergyMarketSettings,
  ServiceWithPassword,
  ServiceWithToken,
} from '../../ports/market/energy-market.ts'
import { Issuers, keyAddresses, Names } from '../tools/lists.ts'
import { base } from './names.ts'

const Address = z.url({ protocol: /^https?$/ }).optional()
const Text = z.string().min(1).optional()

/** Where the market is asked, in upstream's words. What is not set is asked of our own register. */
export const marketShape = {
  /** Issuers of the tokens of market parties and systems, beside our own. */
  trustedIssuers: Issuers,
  /** Issuers of end users' tokens. */
  endUserIssuers: Issuers,
  /** What tokens may name the API in `aud`, beside its address and our own. */
  audiences: Names,
  /** The policy decision point, which says who calls, in place of the issuers. */
  pdpBaseUrl: Address,
  /** Where tokens for the services below are fetched. */
  idpTokenUrl: Address,
  authPersonsUrl: Address,
  authPersonsIdpClientId: Text,
  authPersonsIdpClientSecret: Text,
  structureDataMeteringPointsServiceUrl: Address,
  structureDataMeteringPointsServiceIdpClientId: Text,
  structureDataMeteringPointsServiceIdpClientSecret: Text,
  /** The same two, shorter. */
  structureDataMeteringPointsIdpClientId: Text,
  structureDataMeteringPointsIdpClientSecret: Text,
  structureDataOrganisationsServiceUrl: Address,
  structureDataOrganisationsServiceApiUsername: Text,
  structureDataOrganisationsServiceApiPassword: Text,
  /** The same two, shorter. */
  structureDataOrganisationsApiUsername: Text,
  structureDataOrganisationsApiPassword: Text,
  /** Which of the two registered redirect addresses counts. */
  edielEnv: z.enum(['production', 'test'], 'must be production or test').default('production'),
  edielServiceUrl: Address,
  edielUsername: Text,
  edielPassword: Text,
  stromprisServiceUrl: Address,
}

type Given = z.infer<z.ZodObject<typeof marketShape>>

/** What the market is opened with. Throws for a service with some but not all of what it takes to log in to it. */
export const toMarketSettings = (
  given: Given,
  { demoIssuers, publicUrl }: { readonly demoIssuers: readonly TrustedIssuer[]; readonly publicUrl: string },
): EnergyMarketSettings => ({
  pdpUrl: given.pdpBaseUrl,
  issuers: given.trustedIssuers,
  endUserIssuers: [...given.endUserIssuers, ...demoIssuers],
  audiences: [publicUrl, publicUrl + base].flatMap(url => [url, `${url}/`]).concat(given.audiences),
  persons: withToken(given, given.authPersonsUrl, {
    clientId: given.authPersonsIdpClientId,
    clientSecret: given.authPersonsIdpClientSecret,
  }),
  meteringPoints: withToken(given, given.structureDataMeteringPointsServiceUrl, {
    clientId:
      given.structureDataMeteringPointsServiceIdpClientId ?? given.structureDataMeteringPointsIdpClientId,
    clientSecret:
      given.structureDataMeteringPointsServiceIdpClientSecret ??
      given.structureDataMeteringPointsIdpClientSecret,
  }),
  organizations: withPassword(given.structureDataOrganisationsServiceUrl, {
    username:
      given.structureDataOrganisationsServiceApiUsername ?? given.structureDataOrganisationsApiUsername,
    password:
      given.structureDataOrganisationsServiceApiPassword ?? given.structureDataOrganisationsApiPassword,
  }),
  redirects: withPassword(given.edielServiceUrl, {
    username: given.edielUsername,
    password: given.edielPassword,
  }),
  redirectEnvironment: given.edielEnv,
  products: given.stromprisServiceUrl === undefined ? undefined : { url: given.stromprisServiceUrl },
})

interface Client {
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
}

function withToken(
  { idpTokenUrl: tokenUrl }: Given,
  url: string | undefined,
  { clientId, clientSecret }: Client,
): ServiceWithToken | undefined {
  if (url === undefined) return undefined
  if (tokenUrl && clientId && clientSecret) return { url, client: { tokenUrl, clientId, clientSecret } }
  if (!clientId && !clientSecret) return { url }
  throw new Error(`To ask ${url}, set SAMTYKKE_ELHUB_IDP_TOKEN_URL and the service's client id and secret`)
}

interface Login {
  readonly username: string | undefined
  readonly password: string | undefined
}

function withPassword(
  url: string | undefined,
  { username, password }: Login,
): ServiceWithPassword | undefined {
  if (url === undefined) return undefined
  if (username && password) return { url, login: { username, password } }
  if (!username && !password) return { url }
  throw new Error(`To ask ${url}, set both the service's username and its password`)
}

const services = {
  pdpBaseUrl: 'policy decision point',
  idpTokenUrl: 'tokens for the services',
  authPersonsUrl: 'persons',
  structureDataMeteringPointsServiceUrl: 'metering points',
  structureDataOrganisationsServiceUrl: 'organizations',
  edielServiceUrl: 'redirect addresses',
  stromprisServiceUrl: 'products',
} as const satisfies Partial<Record<keyof Given, string>>

/** Where the market is asked, and where the keys of issuers are fetched. */
export const servicesIn = (given: Given): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(services).flatMap(([name, what]) => {
      const address = given[name as keyof typeof services]
      return address === undefined ? [] : [[what, address]]
    }),
  ),
  ...keyAddresses([...given.trustedIssuers, ...given.endUserIssuers]),
})
