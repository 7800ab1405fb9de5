import type { PartyId } from '../../../server/domain/ids.ts'
import type {
  MarketEntries,
  RegisteredMarketParty,
  RegisteredMeteringPoint,
} from '../../../server/ports/market/market-register.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import type { Connection } from '../database/transaction.ts'

/** The register as it stands, without metering points. */
export async function readMarket(on: Connection): Promise<Omit<MarketEntries, 'meteringPoints'>> {
  const parties = await on.read<Omit<RegisteredMarketParty, 'orgno'> & { orgno: string | null }>(
    'select gln, function, orgno, status from market_party order by gln, function',
  )
  const redirects = await on.read<{ gln: string; production: string | null; test: string | null }>(
    'select gln, production, test from redirect_registration order by gln',
  )
  return {
    parties: parties.map(one => ({ ...one, orgno: one.orgno ?? undefined })),
    delegations: await on.read('select gln, provider from market_delegation order by gln, provider'),
    redirects: redirects.map(({ gln, production, test }) => ({
      gln,
      production: production ?? undefined,
      test: test ?? undefined,
    })),
    products: await on.read(
      'select orgno, array_agg(name order by name) as names from product group by orgno order by orgno',
    ),
  }
}

interface PointRow {
  readonly id: string
  readonly meter_number: string | null
  readonly blocked_for_switching: boolean
}

interface UserRow {
  readonly metering_point_id: string
  readonly party_id: PartyId
  readonly access_type: 'OWNED' | 'SHARED'
}

/** Metering points with the numbers of those who use them. Who was forgotten has none, and is left out. */
export async function readMeteringPoints(
  on: Connection,
  parties: Pick<PartyStore, 'revealAll'>,
): Promise<readonly RegisteredMeteringPoint[]> {
  const points = await on.read<PointRow>(
    'select id, meter_number, blocked_for_switching from metering_point order by id',
  )
  const users = await on.read<UserRow>(
    'select metering_point_id, party_id, access_type from metering_point_end_user order by metering_point_id, party_id',
  )
  const numbers = await parties.revealAll([...new Set(users.map(one => one.party_id))])
  const byPoint = Map.groupBy(users, one => one.metering_point_id)
  return points.map(({ id, meter_number: meterNumber, blocked_for_switching: blockedForSwitching }) => ({
    id,
    meterNumber: meterNumber ?? undefined,
    blockedForSwitching,
    endUsers: (byPoint.get(id) ?? []).flatMap(user => {
      const nin = numbers.get(user.party_id)?.value
      return nin === undefined ? [] : [{ nin, accessType: user.access_type }]
    }),
  }))
}
