import type { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import { route } from '../../../../http/api/route.ts'
import type { AltinnTools } from '../../altinn-tools.ts'
import { refusal, refused } from '../../wire/refusal.ts'
import { answeredDetail, Detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { assertMayHandle } from '../entitlement.ts'
import { type AskedConsent, ConsentPath, mustFindConsent } from '../find-consent.ts'
import { settle } from '../settle.ts'

const verdicts = {
  Accepted: 'give',
  Revoked: 'done',
  Created: 'AM-00010',
  Rejected: 'AM-00010',
  Deleted: 'AM-00010',
} as const

export const revokeConsent = (
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'rights'>,
) =>
  route<EndUser, z.infer<typeof ConsentPath>, unknown, unknown>({
    method: 'post',
    path: '/consents/:id/revoke',
    lane: 'withdrawal',
    operationId: 'revokeConsent',
    summary: 'Take a consent back for the giver; taking it back again changes nothing',
    params: ConsentPath,
    response: { status: 200, description: 'The consent as it is now', body: Detail },
    refusals: ['request.not-found', 'AM-00001', 'AM-00010', 'caller.forbidden'],
    handle: async ({ caller: { party: by }, params }) => {
      const consent = await mustFindConsent(tools, params.id)
      await assertMayHandle(tools, consent.from.id, { user: by, action: 'write' })
      const settled = await settle(tools, consent, {
        verdicts,
        check: assertNotUsedUp,
        give: async ({ grant }) => {
          if (!grant)
            throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
          const { id } = grant
          return {
            grant: await tools.core.revokeGrant({ id, read: grant, by, reason: 'giver', late: true }),
          }
        },
      })
      return { status: 200, body: await answeredDetail(tools, settled) }
    },
  })

/** A consent for one use that was used is over, though its status does not say so. */
function assertNotUsedUp({ standing }: AskedConsent): void {
  if (standing === 'used-up') throw refusal([refused('AM-00010')])
}
