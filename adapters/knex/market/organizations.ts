import type { OrganizationRegistry } from '../../../server/ports/market/organization-registry.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Row {
  readonly status: string
  readonly orgno: string | null
}

/** Balance suppliers of our own register. */
export const knexOrganizations = ({
  connection,
}: Pick<KnexUnitOfWork, 'connection'>): OrganizationRegistry => ({
  async getParty(gln) {
    const [row] = await connection().read<Row>(
      `select status, orgno from market_party where gln = $1 and function = 'BalanceSupplier'`,
      [gln],
    )
    return row ? { isActive: row.status === 'ACTIVE', orgno: row.orgno ?? undefined } : 'not-found'
  },
})
