import { isOverAt } from '../../../../domain/grants/standing.ts'
import { z } from 'zod'
import { type Language, languages } from '../../../../domain/text/text.ts'
import { route } from '../../../../http/api/route.ts'
import type { HouseTools } from '../../../tools/house-tools.ts'
import type { PageTools } from '../../../tools/page-tools.ts'
import type { RegistryTools } from '../../../tools/registry-tools.ts'
import { withKnownNames } from '../../wire/known-names.ts'
import { invalid, refusal, validationError } from '../../wire/refusal.ts'
import { answeredDetail, Detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { assertEntitled, assertMayHandle } from '../entitlement.ts'
import { type AskedConsent, ConsentPath, mustFindConsent } from '../find-consent.ts'
import { type Settled, settle } from '../settle.ts'
import { textAtPortal } from '../text-at-portal.ts'

const Body = z.preprocess(
  body => withKnownNames(body, ['language']),
  z.object({ language: z.enum(languages).describe('What the giver has read') }),
)

const verdicts = {
  Created: 'give',
  Accepted: 'done',
  Rejected: 'AM-00002',
  Revoked: 'AM-00002',
  Deleted: 'AM-00002',
} as const

type Tools = HouseTools & RegistryTools & PageTools

export const acceptRequest = (tools: Tools) =>
  route<EndUser, z.infer<typeof ConsentPath>, unknown, z.infer<typeof Body>>({
    method: 'post',
    path: '/consentrequests/:id/accept',
    operationId: 'acceptConsentRequest',
    summary: 'Say yes for the giver; saying it again changes nothing',
    params: ConsentPath,
    body: Body,
    response: { status: 200, description: 'The request as it is now', body: Detail },
    refusals: ['request.not-found', 'AM-00000', 'AM-00001', 'AM-00002', 'STD-00000', 'caller.forbidden'],
    handle: async ({ caller, params, body: { language } }) => {
      const consent = await mustFindConsent(tools, params.id)
      await assertEntitled(tools, consent.request, caller.party)
      await assertMayHandle(tools, consent.from.id, { user: caller.party, action: 'write' })
      const settled = await settle(tools, consent, {
        verdicts,
        check: ({ validTo }) => assertInTime(validTo, tools.clock.now()),
        give: asked => accept(tools, asked, { caller, language }),
      })
      return { status: 200, body: await answeredDetail(tools, settled) }
    },
  })

function assertInTime(validTo: Date, now: Date): void {
  if (isOverAt({ validTo }, now)) throw refusal([invalid([validationError('AM.VLD-00022', 'ValidTo')])])
}

async function accept(
  tools: Tools,
  consent: AskedConsent,
  { caller, language }: { caller: EndUser; language: Language },
): Promise<Settled> {
  const { party: by, level } = caller
  const { request } = consent
  const shown = await textAtPortal(tools, consent, { reader: by, language })
  const decision = { by, level, language, shown }
  return tools.core.acceptConsentRequest({ id: request.id, read: request, decision })
}
