import { Problem } from '../../../domain/problem.ts'
import type { PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { PageTools } from '../../tools/page-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import { writerOf } from '../../../wording/authority.ts'
import { type ConsentPath, grantIdOf } from '../consents/consent-path.ts'
import { grantPage } from '../consents/grant-page.ts'
import type { z } from 'zod'

type Request = Pick<PageRequest<z.infer<typeof ConsentPath>>, 'params' | 'language'>

/**
 * All that a receipt is written from. Throws `authorization-grant.not-found`, also for somebody else's, and
 * `evidence.altered` for what the ledger does not bear out.
 */
export async function writeReceipt(
  tools: HouseTools & RegistryTools & PageTools,
  { params, language }: Request,
  session: LoginSession,
) {
  const shown = await tools.core.showGrant({ id: grantIdOf(params), reader: session.party.id })
  if (await tools.core.checkEvidence(shown.grant.id)) {
    throw new Problem('evidence.altered', 'The consent does not fit the ledger')
  }
  const text = (key: string, values?: Readonly<Record<string, string>>) =>
    writerOf(tools.renderer, shown.purpose).text(key, language, values)
  return {
    shown,
    words: await grantPage(tools, shown, { reader: session.party.id, language }),
    language,
    issuer: tools.publicUrl,
    at: tools.clock.now(),
    text,
    own: (key: string, values?: Readonly<Record<string, string>>) => text(`consent-receipt.${key}`, values),
  }
}
