import { z } from 'zod'

export const Right = z.object({
  action: z.array(z.string()),
  resource: z.array(z.object({ type: z.string(), value: z.string() })).describe('Exactly one'),
  metadata: z.record(z.string(), z.string()).nullable().describe('By the keys as they were sent'),
})

/** A consent request as it is answered. */
export const Consent = z.object({
  id: z.uuid(),
  from: z.string().describe('Whose data it is about: a URN with a national number'),
  to: z.string().describe('Who receives the data'),
  requiredDelegator: z.string().nullable().describe('The one person who may answer'),
  handledBy: z.string().nullable().describe('Who carries it out for the receiver'),
  validTo: z.string().describe('When it ends, in UTC, to the microsecond'),
  consentRights: z.array(Right).describe('In the order in which they were sent'),
  requestMessage: z.record(z.string(), z.string()).nullable(),
  status: z.enum(['Created', 'Accepted', 'Rejected', 'Revoked', 'Deleted']),
  consented: z.string().nullable().describe('When it was approved'),
  redirectUrl: z.string().nullable().describe('Byte for byte as it was sent'),
  consentRequestEvents: z
    .array(
      z.object({
        consentEventID: z.uuid(),
        created: z.string(),
        performedBy: z.string().describe('A URN with a national number'),
        eventType: z.enum(['Created', 'Accepted', 'Rejected', 'Revoked', 'Deleted', 'Expired']),
        consentRequestID: z.uuid(),
      }),
    )
    .describe('The oldest first'),
  viewUri: z.string().describe('Where the giver answers'),
  portalViewMode: z.enum(['Hide', 'Show']),
})
