import type { z } from 'zod'
import type { MarketEntries } from '../../ports/market/market-register.ts'
import { marketEntry } from '../market-entry.ts'
import type { Written } from './written.ts'

export const writeMarket = (market: MarketEntries): Written => ({
  parties: market.parties,
  delegations: market.delegations,
  metering_points: market.meteringPoints.map(({ id, meterNumber, blockedForSwitching, endUsers }) => ({
    id,
    meter_number: meterNumber,
    blocked_for_switching: blockedForSwitching,
    end_users: endUsers.map(({ nin, accessType }) => ({ nin, access_type: accessType })),
  })),
  redirects: market.redirects,
  products: market.products,
})

interface MarketList {
  readonly name: string
  /** Of one of it. */
  readonly schema: z.ZodType
  readonly idOf: (entry: Written) => string
}

/** The lists of the market, in the file's order. */
export const marketLists: readonly MarketList[] = Object.entries(marketEntry.shape).map(([name, list]) => ({
  name,
  schema: list.unwrap().element,
  idOf: ({ gln, id, orgno }) => String(gln ?? id ?? orgno),
}))
