import type { MarketActors } from '../../../server/ports/market/market-actors.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Row {
  readonly function: string
}

const namesOf = (rows: readonly Row[]): readonly string[] => rows.map(row => row.function)

export const knexMarketActors = ({ connection }: Pick<KnexUnitOfWork, 'connection'>): MarketActors => ({
  functionsOf: async (gln, owner) =>
    namesOf(
      await connection().read<Row>('select function from market_party where gln = $1 and orgno = $2', [
        gln,
        owner,
      ]),
    ),

  functionsDelegated: async (gln, provider) =>
    namesOf(
      await connection().read<Row>(
        `select p.function from market_party p join market_delegation d on d.gln = p.gln
         where p.gln = $1 and d.provider = $2`,
        [gln, provider],
      ),
    ),
})
