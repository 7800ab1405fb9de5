import type { MarketEntries, RegisteredMarketParty } from '../../ports/market/market-register.ts'

const party = (
  gln: string,
  orgno: string | undefined,
  more: Partial<RegisteredMarketParty> = {},
): RegisteredMarketParty => ({ gln, orgno, function: 'BalanceSupplier', status: 'ACTIVE', ...more })

const [owner, sharer] = ['02916297702', '01827535970']

/** The energy market of the demo. */
export const demoMarket: MarketEntries = {
  parties: [
    party('0107000000021', '455261619'),
    party('0107000000022', '455261620'),
    party('0107000000038', undefined, { function: 'GridOwner' }),
    party('4502100001872', undefined, { status: 'INACTIVE' }),
  ],
  delegations: [],
  meteringPoints: [
    {
      id: '300362000000000008',
      meterNumber: '6970631400000001',
      blockedForSwitching: false,
      endUsers: [
        { nin: owner, accessType: 'OWNED' },
        { nin: sharer, accessType: 'SHARED' },
      ],
    },
    {
      id: '707856200000000058',
      meterNumber: undefined,
      blockedForSwitching: true,
      endUsers: [{ nin: owner, accessType: 'OWNED' }],
    },
  ],
  redirects: [
    {
      gln: '0107000000021',
      production: 'https://supplier.example/login',
      test: 'https://test.supplier.example/login',
    },
  ],
  products: [{ orgno: '455261619', names: ['Spot ', 'Fast 12m'] }],
}
