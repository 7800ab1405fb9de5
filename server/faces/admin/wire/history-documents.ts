import { z } from 'zod'
import type { NumberedEvent } from '../../../domain/event.ts'
import type { GrantUse } from '../../../domain/grants/grant-use.ts'
import type { Permission } from '../../../domain/registry/consent-right.ts'
import type { Decision } from '../../../domain/requests/decision.ts'
import { languages } from '../../../domain/text/text.ts'
import { utcText } from '../../../domain/text/utc-text.ts'

const Time = z.string().describe('RFC 3339')

export const PermissionMembers = {
  scopes: z.array(z.object({ permission: z.string(), resource_type: z.string(), resource_id: z.string() })),
  authorization_details: z
    .array(z.record(z.string(), z.unknown()))
    .describe('In the words of registered types'),
}

export const permissionMembers = ({ scopes, details }: Permission) => ({
  scopes: scopes.map(({ permission, resourceType, resourceId }) => ({
    permission,
    resource_type: resourceType,
    resource_id: resourceId,
  })),
  authorization_details: details.map(detail => ({ ...detail })),
})

export const DecisionDocument = z.object({
  by: z.string(),
  role: z.enum(['self', 'representative']),
  time: Time,
  level: z.enum(['low', 'substantial', 'high']).describe('How sure it is who it was'),
  language: z.enum(languages),
  text: z.string().optional().describe('Exactly what was read; absent when it is kept no more'),
  sha256: z.string().describe('Of the text that was read'),
})

export const decisionDocument = ({
  by,
  role,
  at,
  level,
  language,
  shown,
}: Decision): z.infer<typeof DecisionDocument> => ({
  by,
  role,
  time: utcText(at),
  level,
  language,
  ...(!shown.isGone && { text: shown.text }),
  sha256: shown.hash,
})

export const UseDocument = z.object({
  time: Time,
  client_id: z.string(),
  what: z.string().describe('In the words of the one who used it'),
  language: z.enum(languages).optional().describe('Of `what`, where it is known'),
  codes: z.array(z.string()).optional().describe('What was done, where that has words of its own'),
  on_behalf: z.object({ by: z.string(), of: z.string() }).optional().describe('Who used it for whom'),
})

export const useDocument = (use: GrantUse): z.infer<typeof UseDocument> => ({
  time: utcText(use.at),
  client_id: use.clientId,
  what: use.what,
  ...(use.language && { language: use.language }),
  ...(use.codes && { codes: [...use.codes] }),
  ...(use.onBehalf && { on_behalf: { by: use.onBehalf.by, of: use.onBehalf.of } }),
})

export const EventDocument = z.object({
  id: z.string(),
  type: z.string().describe('As the ledger calls it: requested, accepted, used, revoked, …'),
  time: Time,
  by: z.string().optional(),
  sequence: z.int().describe('Its place in the feed of the asker'),
  hash: z.string(),
})

export const eventDocument = ({
  id,
  type,
  at,
  by,
  sequence,
  hash,
}: NumberedEvent): z.infer<typeof EventDocument> => ({
  id,
  type,
  time: utcText(at),
  ...(by !== undefined && { by }),
  sequence,
  hash,
})
