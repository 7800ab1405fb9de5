import type { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import type { AltinnTools } from '../../altinn-tools.ts'
import { Detail, detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { assertEntitled, assertMayHandle } from '../entitlement.ts'
import { ConsentPath, mustFindConsent } from '../find-consent.ts'

export const showRequest = (
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'rights'>,
) =>
  route<EndUser, z.infer<typeof ConsentPath>, unknown, unknown>({
    method: 'get',
    path: '/consentrequests/:id',
    operationId: 'showConsentRequest',
    summary: 'A request to somebody who may answer it',
    params: ConsentPath,
    response: { status: 200, description: 'The request', body: Detail },
    refusals: ['request.not-found', 'AM-00001', 'AM-00000', 'caller.forbidden'],
    handle: async ({ caller, params }) => {
      const consent = await mustFindConsent(tools, params.id)
      await assertEntitled(tools, consent.request, caller.party)
      await assertMayHandle(tools, consent.from.id, { user: caller.party, action: 'read' })
      return { status: 200, body: await detail(tools, consent) }
    },
  })
