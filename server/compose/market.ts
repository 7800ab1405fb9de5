import { knexMarketActors } from '../../adapters/knex/market/market-actors.ts'
import { knexMeteringPoints } from '../../adapters/knex/market/metering-points.ts'
import { knexOrganizations } from '../../adapters/knex/market/organizations.ts'
import { knexPersonDirectory } from '../../adapters/knex/market/person-directory.ts'
import { knexProducts } from '../../adapters/knex/market/products.ts'
import { knexRedirects } from '../../adapters/knex/market/redirects.ts'
import { elhubServices } from '../../adapters/elhub-services/elhub-services.ts'
import { ownCallers } from '../../adapters/market-callers/own-callers.ts'
import type { Stores } from './storage.ts'
import type { OAuthTools } from '../faces/tools/oauth-tools.ts'
import type { SourceTools } from '../faces/tools/source-tools.ts'
import type { EnergyMarketSettings } from '../ports/market/energy-market.ts'
import type { PersonNumbers } from '../ports/parties/person-numbers.ts'

interface Parts extends Pick<Stores, 'units' | 'parties' | 'rights' | 'clock'> {
  readonly trustIssuers: OAuthTools['trustIssuers']
  readonly numbers: PersonNumbers
  /** Whether services may be asked without TLS, on this machine. */
  readonly allowLoopback: boolean
}

/** Opens the energy market: services elsewhere where the settings name them, our own register for the rest. */
export const openMarket =
  ({ units, trustIssuers, allowLoopback, ...parts }: Parts): SourceTools['market'] =>
  (settings: EnergyMarketSettings) => {
    const tools = { ...units, ...parts }
    const elsewhere = elhubServices({ clock: parts.clock, allowLoopback }, settings)
    const persons = knexPersonDirectory({ ...tools, source: elsewhere.persons })
    const own = () =>
      ownCallers({
        ...tools,
        persons,
        actors: knexMarketActors(units),
        machines: trustIssuers(settings.issuers, { own: true, audiences: settings.audiences }),
        endUsers: trustIssuers(settings.endUserIssuers, { own: false, audiences: settings.audiences }),
      })
    return {
      callers: elsewhere.callers ?? own(),
      persons,
      redirects:
        elsewhere.redirects ?? knexRedirects({ ...units, environment: settings.redirectEnvironment }),
      meteringPoints: elsewhere.meteringPoints ?? knexMeteringPoints(units),
      organizations: elsewhere.organizations ?? knexOrganizations(units),
      products: elsewhere.products ?? knexProducts(units),
    }
  }
