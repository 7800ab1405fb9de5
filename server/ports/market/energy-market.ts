import type { TrustedIssuer } from '../oauth/access-token-verifier.ts'
import type { CallerResolver } from './caller-resolver.ts'
import type { MeteringPointRegistry } from './metering-point-registry.ts'
import type { OrganizationRegistry } from './organization-registry.ts'
import type { PersonDirectory } from '../parties/person-directory.ts'
import type { ProductCatalogue } from './product-catalogue.ts'
import type { RedirectRegistry } from '../oauth/redirect-registry.ts'

/** What is known about the energy market and those who call from it. */
export interface EnergyMarket {
  readonly callers: CallerResolver
  readonly persons: PersonDirectory
  readonly redirects: RedirectRegistry
  readonly meteringPoints: MeteringPointRegistry
  readonly organizations: OrganizationRegistry
  readonly products: ProductCatalogue
}

/** Where each part of it is asked; our own register where nothing is said. */
export interface EnergyMarketSettings {
  /** A policy decision point says who calls; without it the tokens of these issuers do, and those of our own. */
  readonly pdpUrl?: string | undefined
  readonly issuers: readonly TrustedIssuer[]
  readonly endUserIssuers: readonly TrustedIssuer[]
  /** What tokens of all of them may name as their audience. */
  readonly audiences: readonly string[]
  readonly persons?: ServiceWithToken | undefined
  readonly meteringPoints?: ServiceWithToken | undefined
  readonly organizations?: ServiceWithPassword | undefined
  readonly redirects?: ServiceWithPassword | undefined
  /** Which of the two registered redirect addresses counts. */
  readonly redirectEnvironment: 'production' | 'test'
  readonly products?: { readonly url: string } | undefined
}

/** A service that takes bearer tokens of the client-credentials grant, or everybody. */
export interface ServiceWithToken {
  readonly url: string
  readonly client?: TokenClient | undefined
}

export interface TokenClient {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** A service with basic authentication, or without. */
export interface ServiceWithPassword {
  readonly url: string
  readonly login?: { readonly username: string; readonly password: string } | undefined
}
