import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import { addPrivateFile, readPrivateFile } from '../private-file.ts'
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
  const path = `${dataDir}/test-signers.json`
  const found = await readPrivateFile(path)
  if (found !== undefined) return found as SigningAuthority
  const now = clock.now().getTime()
  const { makeSigningAuthority } = await import('./signing-authority.ts')
  const made = await makeSigningAuthority({ from: new Date(now - year), to: new Date(now + 30 * year) })
  await addPrivateFile(path, made, ids.uuid())
  return (await readPrivateFile(path)) as SigningAuthority
}
