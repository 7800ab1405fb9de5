import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import { prefixes } from '../names.ts'
import { Consent } from '../schemas.ts'
import { CreateBody } from './create-body.ts'
import { type PuttingTools, putRequest } from './put-request.ts'
import { refusal, refused } from '../wire/refusal.ts'
import { requestDocument } from './request-document.ts'

export const createRequest = (tools: PuttingTools) =>
  route<Caller, unknown, unknown, CreateBody>({
    method: 'post',
    path: '/consentrequests',
    operationId: 'createConsentRequest',
    summary: 'Ask for consent; repeating it with the same id asks once',
    body: CreateBody,
    response: {
      status: 201,
      description: 'The request',
      also: { status: 200, description: 'The request, which stood already' },
      body: Consent,
    },
    refusals: [
      'AM-00003',
      'AM-00004',
      'AM-00005',
      'AM-00006',
      'AM-00007',
      'AM-00008',
      'AM-00009',
      'AM-00016',
      'STD-00000',
      'STD-00001',
      'caller.forbidden',
    ],
    handle: async ({ caller, body }) => {
      const { request, isNew } = await putRequest(tools, caller, body)
      const { id } = request
      const consent = await tools.core.lookUpConsent(id, isNew ? request : undefined)
      // @NOTE An agreement may bear the id, too, and is nobody's to see here.
      if (!consent?.request) throw refusal([refused('AM-00016', { requestId: id })])
      const place = `${tools.publicUrl}${prefixes.enterprise}/consentrequests/${id}`
      return {
        status: isNew ? 201 : 200,
        headers: { Location: place },
        body: await requestDocument(tools, consent),
      }
    },
  })
