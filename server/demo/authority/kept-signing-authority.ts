import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import { keptInFile } from '../private-file.ts'
import type { SigningAuthority } from './signing-authority.ts'

interface Tools {
  readonly dataDir: string
  readonly clock: Clock
  readonly ids: Ids
}

const year = 365 * 24 * 3_600_000

/**
 * The authority of the customers' signatures that demo and test make on first start and keep in the data directory.
 * Processes that start at once agree on one.
 */
export async function keptSigningAuthority({ dataDir, clock, ids }: Tools): Promise<SigningAuthority> {
  const make = async () => {
    const now = clock.now().getTime()
    const { makeSigningAuthority } = await import('./signing-authority.ts')
    return makeSigningAuthority({ from: new Date(now - year), to: new Date(now + 30 * year) })
  }
  return (await keptInFile(`${dataDir}/test-signers.json`, { make, name: ids.uuid() })) as SigningAuthority
}
