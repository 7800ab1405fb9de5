import { z } from 'zod'
import type { EventId } from '../../../domain/ids.ts'
import type { NumberedEvent } from '../../../domain/event.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import { route } from '../../../http/api/route.ts'
import type { DataSource } from '../caller.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'

const Place = z.object({
  after: z
    .uuid('must be a value of `after` that was given before')
    .optional()
    .describe('Where the last answer ended'),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('The most of them to give'),
})

const EndedConsent = z.object({
  id: z.string().describe('The consent, as `authorization_details` names it'),
  how: z.enum(['revoked', 'exhausted', 'expired']).describe('Withdrawn, used up, or run out'),
  at: z.string().describe('When, ISO 8601'),
})

const EndedConsents = z.object({
  consents: z.array(EndedConsent).describe('Oldest first'),
  after: z.string().nullable().describe('Where to go on from; null before the first of all'),
})

export const listEndedConsents = (tools: Pick<MaskinportenTools, 'core' | 'settings'>) =>
  route<DataSource, unknown, z.infer<typeof Place>, unknown>({
    method: 'get',
    path: '/ended-consents',
    operationId: 'listEndedConsents',
    summary: 'Follow which consents to the caller’s resources have ended',
    query: Place,
    response: { status: 200, description: 'Those after the given place', body: EndedConsents },
    refusals: ['request.malformed'],
    handle: async ({ caller, query: { after, limit } }) => {
      const ended = await tools.core.readEndings({
        owner: caller.orgno,
        after: after as EventId | undefined,
        limit,
        lagSeconds: tools.settings.feedLagSeconds,
      })
      const last = ended.at(-1)?.id ?? after ?? null
      return { status: 200, body: { consents: ended.map(endedDocument), after: last } }
    },
  })

const endedDocument = ({ type, requestId, grantId, at }: NumberedEvent) => ({
  id: requestId ?? grantId,
  how: type,
  at: utcText(at),
})
