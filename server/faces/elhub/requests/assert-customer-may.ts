import type { ElhubTools } from '../elhub-tools.ts'
import { findOrAddParty } from '../market-parties.ts'
import type { Wish } from '../processes/business-process.ts'

/** Throws `party.may-not-consent` for a customer, or somebody who answers for one, who may give nothing. */
export async function assertCustomerMay(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  { requestedFrom, requestedTo }: Pick<Wish, 'requestedFrom' | 'requestedTo'>,
): Promise<void> {
  const parties = [await findOrAddParty(tools, requestedFrom), await findOrAddParty(tools, requestedTo)]
  await tools.core.assertMayConsent(parties)
}
