import { person } from '../../domain/party.ts'
import type { MarketEntries } from '../../ports/market/market-register.ts'
import type { FaceDemo } from '../face-module.ts'
import { demoIssuer, demoKeyName } from './demo-issuer.ts'
import { demoMarket } from './demo-market.ts'
import type { ElhubTools } from './elhub-tools.ts'

const persons = { p1: '02916297702', p2: '14810797496', p3: '01827535970' } as const

const organization = '987654321'

const twoYears = 2 * 365 * 24 * 3600

/** The market of the demo, and tokens of the end users who live in it. */
export const demo = (
  tools: Pick<ElhubTools, 'clock' | 'demoSignatures' | 'marketRegister' | 'parties' | 'publicUrl'>,
): FaceDemo => ({
  seed: async () => {
    await tools.marketRegister.put(demoMarket)
    await tools.marketRegister.put(corner(tools))
  },
  members: async () => ({
    tokens: await tokens(tools),
    ...tools.demoSignatures,
    signature: `${tools.publicUrl}/demo/signature`,
  }),
})

async function tokens(
  tools: Pick<ElhubTools, 'clock' | 'parties' | 'publicUrl'>,
): Promise<Readonly<Record<string, string>>> {
  const [p1, p2, p3, org] = await Promise.all([
    tokenOf(tools, persons.p1),
    tokenOf(tools, persons.p2),
    tokenOf(tools, persons.p3),
    tokenOf(tools, persons.p2, { acting_organisation: organization }),
  ])
  return { p1, p2, p3, org }
}

async function tokenOf(
  tools: Pick<ElhubTools, 'clock' | 'demoKeys' | 'parties' | 'publicUrl'>,
  nin: string,
  acting: Readonly<Record<string, string>> = {},
): Promise<string> {
  const key = await tools.demoKeys?.(demoKeyName)
  if (!key) throw new Error('There are no end users of the demo here')
  const { id } = await tools.parties.findOrAdd(person(nin))
  const now = Math.floor(tools.clock.now().getTime() / 1000)
  return key.sign({
    iss: demoIssuer(tools),
    sub: id,
    party_uuid: id,
    scope: 'elhub:enduser',
    acr: 'idporten-loa-substantial',
    iat: now,
    exp: now + twoYears,
    ...acting,
  })
}

/** What the Demo bank's corner for electricity works with. */
const corner = ({ publicUrl }: Pick<ElhubTools, 'publicUrl'>): MarketEntries => {
  const page = `${publicUrl}/demo/energy-supplier`
  return {
    parties: [{ gln: '0107000000045', function: 'BalanceSupplier', orgno: '455261619', status: 'ACTIVE' }],
    delegations: [],
    meteringPoints: [
      {
        id: '707057500000000013',
        meterNumber: '6970631400000003',
        blockedForSwitching: false,
        endUsers: [{ nin: '14842249091', accessType: 'OWNED' }],
      },
    ],
    redirects: [{ gln: '0107000000045', production: page, test: page }],
    products: [],
  }
}
