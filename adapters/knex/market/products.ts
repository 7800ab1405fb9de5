import type { ProductCatalogue } from '../../../server/ports/market/product-catalogue.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

/** Products of our own register. */
export const knexProducts = ({ connection }: Pick<KnexUnitOfWork, 'connection'>): ProductCatalogue => ({
  async byOrg(orgno) {
    const rows = await connection().read<{ name: string }>(
      'select name from product where orgno = $1 order by name',
      [orgno],
    )
    return rows.length > 0 ? rows.map(({ name }) => name) : 'not-found'
  },
})
