import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { type Caller, consumerOf } from '../caller.ts'
import { Consent } from '../schemas.ts'
import { refusal, refused } from '../wire/refusal.ts'
import { isUuid } from '../../../domain/ids.ts'
import { requestDocument } from './request-document.ts'

const Params = z.object({ id: z.string().describe('The id that the request was put with') })

export const showRequest = (
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'settings'>,
) =>
  route<Caller, z.infer<typeof Params>, unknown, unknown>({
    method: 'get',
    path: '/consentrequests/:id',
    operationId: 'showAskedConsentRequest',
    summary: 'A consent request as it stands',
    params: Params,
    response: { status: 200, description: 'The request', body: Consent },
    refusals: ['request.not-found', 'AM-00001', 'AM-00000'],
    handle: async ({ caller, params: { id } }) => {
      if (!isUuid(id)) throw new Problem('request.not-found', 'There is nothing here')
      const { orgno } = consumerOf(caller)
      const consent = await tools.core.lookUpConsent(id.toLowerCase())
      if (!consent?.request) throw refusal([refused('AM-00001')])
      if (!mayRead(consent, orgno, tools.settings.handlerReads)) throw refusal([refused('AM-00000')])
      return { status: 200, body: await requestDocument(tools, consent) }
    },
  })

function mayRead({ to, handledBy }: LookedUpConsent, orgno: string, handlerReads: boolean): boolean {
  const readers = handlerReads ? [to, handledBy] : [to]
  return readers.some(one => one?.identifier.scheme === 'orgno' && one.identifier.value === orgno)
}
