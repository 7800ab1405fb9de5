import type { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import type { PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { type Written, writeReceipt as write } from '../../../wording/receipt/write-receipt.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { PageTools } from '../../tools/page-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import { type ConsentPath, grantIdOf } from '../consents/consent-path.ts'

type Request = Pick<PageRequest<z.infer<typeof ConsentPath>>, 'params' | 'language'>

/**
 * All that a receipt says. Throws `authorization-grant.not-found`, also for somebody else's, and `evidence.altered` for what
 * the ledger does not bear out.
 */
export async function writeReceipt(
  tools: HouseTools & RegistryTools & PageTools,
  { params, language }: Request,
  session: LoginSession,
): Promise<Written> {
  const { core, ids, clock, publicUrl: issuer } = tools
  const shown = await core.showGrant({ id: grantIdOf(params), reader: session.party.id })
  if (await core.checkEvidence(shown.grant.id)) {
    throw new Problem('evidence.altered', 'The consent does not fit the ledger')
  }
  const processors = shown.purpose ? await core.processorsFor(shown.grant, shown.purpose) : []
  return write(tools, { ...shown, processors }, { receiptId: ids.uuid(), language, issuer, at: clock.now() })
}
