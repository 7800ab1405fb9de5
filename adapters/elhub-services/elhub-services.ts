import type { CallerResolver } from '../../server/ports/market/caller-resolver.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type {
  EnergyMarketSettings,
  ServiceWithPassword,
  ServiceWithToken,
} from '../../server/ports/market/energy-market.ts'
import type { MeteringPointRegistry } from '../../server/ports/market/metering-point-registry.ts'
import type { OrganizationRegistry } from '../../server/ports/market/organization-registry.ts'
import type { PersonSource } from '../../server/ports/parties/person-directory.ts'
import type { ProductCatalogue } from '../../server/ports/market/product-catalogue.ts'
import type { RedirectRegistry } from '../../server/ports/oauth/redirect-registry.ts'
import { basicAuthorization } from './authorization.ts'
import { authPersons } from './auth-persons.ts'
import { edielRedirects } from './ediel-redirects.ts'
import { outboundToken } from './outbound-token.ts'
import { policyDecisionPoint } from './policy-decision-point.ts'
import { safeAddress } from '../outbound/safe-address.ts'
import { stromprisProducts } from './strompris-products.ts'
import { structureDataMeteringPoints } from './structure-data-metering-points.ts'
import { structureDataOrganizations } from './structure-data-organizations.ts'

interface Tools {
  readonly clock: Clock
  readonly allowLoopback: boolean
}

export interface ElhubServices {
  readonly callers: CallerResolver | undefined
  readonly persons: PersonSource | undefined
  readonly meteringPoints: MeteringPointRegistry | undefined
  readonly organizations: OrganizationRegistry | undefined
  readonly redirects: RedirectRegistry | undefined
  readonly products: ProductCatalogue | undefined
}

/**
 * Elhub's own services, those that the settings name. Throws an ordinary `Error` for an address that is neither https nor,
 * where that is allowed, on this machine.
 */
export function elhubServices(tools: Tools, settings: EnergyMarketSettings): ElhubServices {
  const { pdpUrl, persons, meteringPoints, organizations, redirects, products } = settings
  const address = safeAddress(tools)
  const tokenFor = ({ client }: ServiceWithToken) =>
    client && outboundToken({ ...client, tokenUrl: address(client.tokenUrl), clock: tools.clock })
  const loginFor = ({ login }: ServiceWithPassword) => login && basicAuthorization(login)
  return {
    callers: pdpUrl === undefined ? undefined : policyDecisionPoint(address(pdpUrl)),
    persons: persons && authPersons(address(persons.url), tokenFor(persons)),
    meteringPoints:
      meteringPoints && structureDataMeteringPoints(address(meteringPoints.url), tokenFor(meteringPoints)),
    organizations:
      organizations && structureDataOrganizations(address(organizations.url), loginFor(organizations)),
    redirects:
      redirects &&
      edielRedirects(address(redirects.url), {
        authorization: loginFor(redirects),
        environment: settings.redirectEnvironment,
      }),
    products: products && stromprisProducts(address(products.url)),
  }
}
