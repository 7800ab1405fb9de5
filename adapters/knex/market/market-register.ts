import { person } from '../../../server/domain/party.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  MarketEntries,
  MarketRegister,
  RegisteredMeteringPoint,
} from '../../../server/ports/market/market-register.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { putEndUsers, putMarket } from './put-market.ts'
import { readMarket, readMeteringPoints } from './read-market.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly parties: Pick<PartyStore, 'findOrAdd' | 'revealAll'>
  readonly clock: Clock
}

export const knexMarketRegister = ({
  connection,
  transaction,
  parties,
  clock,
}: Materials): MarketRegister => ({
  put: entries =>
    transaction(async on => {
      const changed = await putMarket(on, entries, clock.now())
      const users = await endUsersOf(parties, entries)
      const points = entries.meteringPoints.map(({ id }) => id)
      return changed + (await putEndUsers(on, { points, users })) > 0
    }),
  read: async ({ meteringPoints }) => ({
    ...(await readMarket(connection())),
    meteringPoints: meteringPoints ? await readMeteringPoints(connection(), parties) : [],
  }),
})

const endUsersOf = async (parties: Pick<PartyStore, 'findOrAdd'>, { meteringPoints }: MarketEntries) => {
  const related: { point: string; party: string; access: string }[] = []
  for (const { id, endUsers } of meteringPoints) {
    for (const user of endUsers) related.push(await relationOf(parties, id, user))
  }
  return related
}

const relationOf = async (
  parties: Pick<PartyStore, 'findOrAdd'>,
  point: string,
  { nin, accessType }: RegisteredMeteringPoint['endUsers'][number],
) => ({ point, party: (await parties.findOrAdd(person(nin))).id as string, access: accessType as string })
