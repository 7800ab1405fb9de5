import type { DebtSource, DebtSourceSettings } from '../../ports/grants/debt-source.ts'
import type { EnergyMarket, EnergyMarketSettings } from '../../ports/market/energy-market.ts'
import type { MarketRegister } from '../../ports/market/market-register.ts'

/** What others know, where a face's settings say that they are. */
export interface SourceTools {
  /** The debt register at an address, the demo's own in demo and test when there is none, else `undefined`. */
  readonly openDebtSource: (settings: DebtSourceSettings) => DebtSource | undefined
  /** The energy market, each part of it where the settings say, else in our own register. Throws for bad addresses. */
  readonly market: (settings: EnergyMarketSettings) => EnergyMarket
  readonly marketRegister: MarketRegister
}
