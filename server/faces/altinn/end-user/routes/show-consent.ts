import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import { route } from '../../../../http/api/route.ts'
import type { AltinnTools } from '../../altinn-tools.ts'
import { Detail, detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { mayHandle } from '../entitlement.ts'
import { type AskedConsent, ConsentPath, findConsent } from '../find-consent.ts'

const ConsentWithContext = Detail.extend({
  context: z
    .object({ language: z.string().describe('What the giver had read') })
    .nullable()
    .describe('How it was approved; null when it was not'),
})

export const showConsent = (
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'rights'>,
) =>
  route<EndUser, z.infer<typeof ConsentPath>, unknown, unknown>({
    method: 'get',
    path: '/consents/:id',
    operationId: 'showConsent',
    summary: 'A consent to somebody who may read the giver’s consents',
    params: ConsentPath,
    response: { status: 200, description: 'The consent', body: ConsentWithContext },
    refusals: ['request.not-found', 'caller.forbidden'],
    handle: async ({ caller, params }) => {
      const consent = await findConsent(tools, params.id)
      const user = { user: caller.party, action: 'read' } as const
      if (!consent || !(await mayHandle(tools, consent.from.id, user))) {
        throw new Problem('caller.forbidden', 'The caller may not read this')
      }
      return { status: 200, body: { ...(await detail(tools, consent)), context: contextOf(consent) } }
    },
  })

const contextOf = ({ request: { state } }: AskedConsent) =>
  state.name === 'accepted' ? { language: state.decision.language } : null
