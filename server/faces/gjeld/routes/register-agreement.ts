import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import { AgreementBody, agreementCommand } from '../wire/commands.ts'
import { agreementDocument } from '../wire/documents.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { apis } from '../oauth/audiences.ts'

const Agreement = z.object({
  client_consent_id: z.string().describe('As it was sent'),
  consent: z
    .object({
      id: z.uuid().describe('Names the consent in the debt API and the feed'),
      expires_at: z.string().describe('ISO 8601 in UTC'),
      scope_of_consent: z.string().describe('As it was sent'),
    })
    .describe('The consent'),
})

type Tools = Pick<GjeldTools, 'core' | 'personNumbers' | 'audiences'>

export const registerAgreement = (tools: Tools) =>
  route<Caller, unknown, unknown, z.infer<typeof AgreementBody>>({
    method: 'put',
    path: apis.agreement.path,
    operationId: 'registerAgreement',
    summary: 'Register a consent that was given in the client’s own channel',
    body: AgreementBody,
    response: {
      status: 200,
      description: 'The consent, also when it was registered before',
      body: Agreement,
    },
    refusals: ['purpose.not-allowed', 'party.may-not-consent', 'agreement.differs', 'agreement.ended'],
    handle: async ({ caller, body }) => {
      const grant = await tools.core.registerAgreement(agreementCommand(body, caller.client, tools))
      return { status: 200, body: agreementDocument(grant) }
    },
  })
