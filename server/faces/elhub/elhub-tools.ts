import type { EnergyMarket } from '../../ports/market/energy-market.ts'
import type { FaceTools } from '../face-module.ts'
import { demoIssuers } from './demo-issuer.ts'
import { toMarketSettings } from './market-settings.ts'
import type { Settings } from './settings.ts'

/** What the face works with: what every face has, its settings, and the market opened with them. */
export interface ElhubTools extends Omit<FaceTools, 'market'> {
  readonly settings: Settings
  readonly market: EnergyMarket
}

export function elhubTools(tools: FaceTools, settings: Settings): ElhubTools {
  const market = tools.market(toMarketSettings(settings, { demoIssuers: demoIssuers(tools) }))
  return { ...tools, settings, market }
}
