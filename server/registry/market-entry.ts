import { z } from 'zod'
import { isPersonNumber } from '../domain/text/control-digits.ts'
import type { MarketEntries } from '../ports/market/market-register.ts'
import { label, orgno } from './entry-parts.ts'

const digits = (count: number, what: string) =>
  z
    .string(`must be ${count} digits (in YAML within quotes)`)
    .regex(new RegExp(`^[0-9]{${count}}$`), `must be ${count} digits (in YAML within quotes)`)
    .describe(what)

const gln = digits(13, 'Global Location Number of a market party')
const webAddress = z
  .string()
  .max(2000)
  .refine(isWebAddress, 'must be an https address, without a name in it and without fragment')

const party = z.strictObject({
  gln,
  function: z
    .string()
    .regex(/^[A-Za-z]{1,64}$/, 'must be a word')
    .default('BalanceSupplier')
    .describe('What it does in the market; only a BalanceSupplier may ask for consents'),
  orgno: orgno.optional().describe('Whose it is; without it nobody can call as it'),
  status: z.enum(['ACTIVE', 'INACTIVE', 'NEW', 'TERMINATED']).default('ACTIVE'),
})

const delegation = z.strictObject({
  gln,
  provider: digits(13, 'GLN of the service provider that may call in its name'),
})

const meteringPoint = z.strictObject({
  id: digits(18, 'Metering point id'),
  meter_number: label(64).optional(),
  blocked_for_switching: z.boolean().default(false),
  end_users: z
    .array(
      z.strictObject({
        nin: digits(11, 'National identity number; only the person behind it is kept').refine(
          isPersonNumber,
          'has a wrong control digit',
        ),
        access_type: z.enum(['OWNED', 'SHARED']),
      }),
    )
    .default([]),
})

const redirect = z.strictObject({
  gln,
  production: webAddress.optional(),
  test: webAddress.optional(),
})

const products = z.strictObject({ orgno, names: z.array(label(200)) })

/** Our own register of the energy market. */
export const marketEntry = z.strictObject({
  parties: z.array(party).default([]).describe('Market parties'),
  delegations: z.array(delegation).default([]).describe('Who may call in whose name'),
  metering_points: z.array(meteringPoint).default([]).describe('Metering points and who uses them'),
  redirects: z.array(redirect).default([]).describe('Where customers may be sent back to'),
  products: z.array(products).default([]).describe('Names of the contracts that suppliers offer'),
})

function isWebAddress(text: string): boolean {
  const url = /^https:\/\/[^/?#\s\\][^\s\\]*$/i.test(text) ? URL.parse(text) : null
  return url !== null && url.username === '' && url.password === '' && !text.includes('#')
}

export type MarketEntry = z.infer<typeof marketEntry>

export const toMarketEntries = (entry: MarketEntry): MarketEntries => ({
  parties: entry.parties.map(one => ({ ...one, orgno: one.orgno })),
  delegations: entry.delegations,
  meteringPoints: entry.metering_points.map(point => ({
    id: point.id,
    meterNumber: point.meter_number,
    blockedForSwitching: point.blocked_for_switching,
    endUsers: point.end_users.map(({ nin, access_type: accessType }) => ({ nin, accessType })),
  })),
  redirects: entry.redirects.map(one => ({ gln: one.gln, production: one.production, test: one.test })),
  products: entry.products,
})
