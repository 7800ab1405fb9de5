import type { EnergyMarket } from '../../../ports/market/energy-market.ts'
import type { ResolvedParty } from '../market-parties.ts'
import type { ProcessType } from '../names.ts'
import type { Settings } from '../settings.ts'

/** What a market party wants of a customer, its parties looked up. */
export interface Wish {
  readonly requestedBy: ResolvedParty
  readonly requestedFrom: ResolvedParty
  readonly requestedTo: ResolvedParty
  readonly requestedFromName: string
  readonly requestedForMeteringPointId: string
  readonly requestedForMeteringPointAddress: string
  readonly balanceSupplierName: string
  readonly balanceSupplierContractName: string
  /** ISO 8601. */
  readonly moveInDate: string | undefined
  readonly redirectURI: string | undefined
}

/** Where a wish is judged. */
export interface Place {
  readonly market: Omit<EnergyMarket, 'callers' | 'persons'>
  readonly settings: Settings
  /** The day in Oslo, ISO 8601. */
  readonly today: string
  readonly trace: string
}

/** Why a wish cannot be granted; `code` is stable. */
export interface Objection {
  readonly kind: 'validation' | 'not-found'
  readonly code: string
  readonly detail: string
}

/** A wish that can be put to the customer: the one metering point that it is about, and what is kept of it and shown. */
export interface Proposal {
  readonly meteringPointId: string
  /** As the market's register knows the one who asks. */
  readonly supplierOrgno: string | undefined
  readonly properties: Readonly<Record<string, string>>
}

export type Verdict = { readonly proposal: Proposal } | { readonly objection: Objection }

/** One thing that market parties ask customers for. */
export interface BusinessProcess {
  readonly type: ProcessType
  readonly purposeId: string
  /** Names the words that the customer reads; another wording is another version. */
  readonly textVersion: string
  /** Throws when a register cannot say. */
  readonly validateRequest: (wish: Wish, place: Place) => Promise<Verdict>
  /** The same for a document, which has no redirect address. */
  readonly validateDocument: (wish: Wish, place: Place) => Promise<Verdict>
  /** The properties that the grant shows. */
  readonly grantProperties: readonly string[]
}
