import type { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { HouseTools } from '../../../tools/house-tools.ts'
import type { PageTools } from '../../../tools/page-tools.ts'
import type { RegistryTools } from '../../../tools/registry-tools.ts'
import { answeredDetail, Detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { assertEntitled, assertMayHandle } from '../entitlement.ts'
import { ConsentPath, mustFindConsent } from '../find-consent.ts'
import { settle } from '../settle.ts'
import { textAtPortal } from '../text-at-portal.ts'

const verdicts = {
  Created: 'give',
  Rejected: 'done',
  Accepted: 'AM-00015',
  Revoked: 'AM-00015',
  Deleted: 'AM-00015',
} as const

/** Which language the page had is not sent. */
const language = 'nb'

export const rejectRequest = (tools: HouseTools & RegistryTools & PageTools) =>
  route<EndUser, z.infer<typeof ConsentPath>, unknown, unknown>({
    method: 'post',
    path: '/consentrequests/:id/reject',
    operationId: 'rejectConsentRequest',
    summary: 'Say no for the giver, also when the time to answer is over; saying it again changes nothing',
    params: ConsentPath,
    response: { status: 200, description: 'The request as it is now', body: Detail },
    refusals: ['request.not-found', 'AM-00000', 'AM-00001', 'AM-00015', 'caller.forbidden'],
    handle: async ({ caller: { party: by, level }, params }) => {
      const consent = await mustFindConsent(tools, params.id)
      await assertEntitled(tools, consent.request, by)
      await assertMayHandle(tools, consent.from.id, { user: by, action: 'write' })
      const settled = await settle(tools, consent, {
        verdicts,
        give: async asked => {
          const shown = await textAtPortal(tools, asked, { reader: by, language })
          const decision = { by, level, language, shown } as const
          const { request: read } = asked
          return {
            request: await tools.core.rejectConsentRequest({ id: read.id, read, decision, late: true }),
          }
        },
      })
      return { status: 200, body: await answeredDetail(tools, settled) }
    },
  })
