import type { EnergyMarket } from '../../ports/market/energy-market.ts'
import type { DemoTools } from '../tools/demo-tools.ts'
import type { DocumentTools } from '../tools/document-tools.ts'
import type { HouseTools } from '../tools/house-tools.ts'
import type { PageTools } from '../tools/page-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import type { SourceTools } from '../tools/source-tools.ts'
import { demoIssuers } from './demo-issuer.ts'
import { toMarketSettings } from './market-settings.ts'
import type { Settings } from './settings.ts'

type Given = HouseTools &
  RegistryTools &
  DocumentTools &
  DemoTools &
  Pick<SourceTools, 'market' | 'marketRegister'> &
  Pick<PageTools, 'renderer'>

/** What the face works with: its settings, and the market opened with them. */
export interface ElhubTools extends Omit<Given, 'market'> {
  readonly settings: Settings
  readonly market: EnergyMarket
}

export function elhubTools(tools: Given, settings: Settings): ElhubTools {
  const { publicUrl } = tools
  const market = tools.market(toMarketSettings(settings, { demoIssuers: demoIssuers(tools), publicUrl }))
  return { ...tools, settings, market }
}
