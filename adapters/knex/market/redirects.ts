import type { RedirectRegistry } from '../../../server/ports/oauth/redirect-registry.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly environment: 'production' | 'test'
}

type Row = Readonly<Record<Materials['environment'], string | null>>

/** Redirect addresses of our own register. */
export const knexRedirects = ({ connection, environment }: Materials): RedirectRegistry => ({
  async lookup(gln) {
    const [row] = await connection().read<Row>(
      'select production, test from redirect_registration where gln = $1',
      [gln],
    )
    return row ? { url: row[environment] ?? undefined } : 'not-found'
  },
})
