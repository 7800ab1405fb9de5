import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import { apis } from '../oauth/audiences.ts'
import type { Caller } from '../caller.ts'
import { eventDocument } from '../wire/documents.ts'
import { sequenceOf, told } from '../feed.ts'
import type { GjeldTools } from '../gjeld-tools.ts'

const most = 1000

/** Digits, at least 1; what is larger than `largest` counts as that. */
const wholeNumber = (largest: number) =>
  z
    .string()
    .regex(/^[0-9]{1,19}$/)
    .transform(Number)
    .refine(number => number >= 1)
    .transform(number => Math.min(number, largest))

const Query = z.object({
  fromSequenceNr: wholeNumber(Number.MAX_SAFE_INTEGER).describe(
    'The first number wanted; 1 is from the beginning',
  ),
  limit: wholeNumber(most).describe(`How many events at most; more than ${most} is ${most}`),
})

const which = {
  clientId: z.string().describe('Whose consent it is'),
  consentId: z.uuid().describe('The consent'),
}

const Feed = z.object({
  startSequenceNr: z.int().describe('The number of the first event here, else the one asked for'),
  endSequenceNr: z.int().describe('The number of the last event here, else the one before the one asked for'),
  generatedAt: z.string().describe('ISO 8601 in UTC'),
  result: z
    .array(
      z.object({
        sequenceNr: z.int().describe('Grows; gaps are normal'),
        eventId: z.uuid().describe('The event'),
        consentId: z.uuid().describe('The consent'),
        timestamp: z.string().describe('When it happened, ISO 8601 in UTC'),
        eventType: z.enum(['SAMTYKKE_OPPRETTET', 'SAMTYKKE_ARKIVERT']).describe('Created or archived'),
        samtykkeOpprettetEvent: z
          .object({
            ...which,
            scope: z.string().describe('What the consent is for'),
            externalConsentId: z.string().optional().describe('The client’s own name for an agreement'),
          })
          .nullable()
          .describe('Of a consent that was created'),
        samtykkeArkivertEvent: z.object(which).nullable().describe('Of a consent that was archived'),
      }),
    )
    .describe('By number'),
})

type Tools = Pick<GjeldTools, 'core' | 'clock'>

export const readFeed = ({ core, clock }: Tools) =>
  route<Caller, unknown, z.infer<typeof Query>, unknown>({
    method: 'get',
    path: apis.feed.path,
    operationId: 'readFeed',
    summary: 'What happened to the client’s consents in the last seven days',
    query: Query,
    response: { status: 200, description: 'A page of events', body: Feed },
    refusals: ['request.malformed'],
    handle: async ({ caller: { client }, query: { fromSequenceNr, limit } }) => {
      const events = await core.readGrantEvents.page({ client, ...told }, sequenceOf(fromSequenceNr), limit)
      const result = events.map(eventDocument)
      return {
        status: 200,
        body: {
          startSequenceNr: result[0]?.sequenceNr ?? fromSequenceNr,
          endSequenceNr: result.at(-1)?.sequenceNr ?? Math.max(1, fromSequenceNr - 1),
          generatedAt: clock.now().toISOString(),
          result,
        },
      }
    },
  })
