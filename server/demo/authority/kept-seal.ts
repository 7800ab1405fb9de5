import type { SealChain } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import { keptInFile } from '../private-file.ts'

interface KeptSealTools {
  readonly dataDir: string
  readonly operatorName: string
  readonly clock: Clock
  readonly ids: Ids
}

const year = 365 * 24 * 3_600_000

/**
 * The seal that demo and test make on first start and keep in the data directory. It is good for a year before that and
 * thirty after, wherever the demo's clock is set. Processes that start at once agree on one.
 */
export async function keptSeal({ dataDir, operatorName, clock, ids }: KeptSealTools): Promise<SealChain> {
  const make = async () => {
    const now = clock.now().getTime()
    const { makeSealChain } = await import('../../../adapters/pdf/authority/make-seal-chain.ts')
    return makeSealChain(operatorName, { from: new Date(now - year), to: new Date(now + 30 * year) })
  }
  return (await keptInFile(`${dataDir}/test-seal.json`, { make, name: ids.uuid() })) as SealChain
}
