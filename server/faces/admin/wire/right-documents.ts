import { z } from 'zod'
import type { PartyId } from '../../../domain/ids.ts'
import type { Party } from '../../../domain/party.ts'
import {
  type RegisteredRight,
  rightEndings,
  rightKinds,
  rightStatusAt,
} from '../../../domain/rights/party-right.ts'
import { writtenHistory, writtenRight } from '../../../domain/rights/written-right.ts'

/** Refused in words of the desk, which knows what each of them may be. */
const Text = z.string().max(300).optional()

export const RightBody = z.strictObject({
  actor: z.string().max(20).describe('Who acts: 11 digits of a person, or 9 of an organization'),
  on_behalf_of: z.string().max(20).describe('For whom, the same way'),
  resource: Text.describe('An API or consent resource, `*` for all; `consents` when not said'),
  action: Text.describe('`*` when not said'),
  kind: Text.describe(`One of ${rightKinds.join(', ')}; \`other\` when not said`),
  valid_from: Text.describe('The first day in Oslo, or an instant; when it is registered when not said'),
  valid_to: Text.describe('The last day in Oslo, or an instant; until further notice when not said'),
  document_name: Text.describe('What proves it: the name of a file'),
  document_sha256: Text.describe('SHA-256 of the file, in hex'),
  document_reference: Text.describe('Where what proves it is found'),
})

const Side = z.object({
  id: z.string().describe('The id here, never a number'),
  name: z.string().optional().describe('Of persons only in a list of somebody’s rights'),
})

export const RightDocument = z.object({
  id: z.string(),
  actor: Side,
  on_behalf_of: Side,
  status: z.enum(['not-yet-valid', 'active', 'expired', 'ended']),
  resource: z.string(),
  action: z.string(),
  kind: z.enum(rightKinds),
  source: z.string().describe('`desk`, `file:<name>` or `register:<name>`'),
  valid_from: z.string().describe('RFC 3339'),
  valid_to: z.string().optional().describe('RFC 3339; absent until further notice'),
  document_name: z.string().optional(),
  document_sha256: z.string().optional(),
  document_reference: z.string().optional(),
  registered_at: z.string().optional().describe('RFC 3339; absent where it is not known'),
  registered_by: z.string().optional(),
  ended_at: z.string().optional(),
  ended_by: z.string().optional(),
  ended_how: z
    .enum(rightEndings)
    .optional()
    .describe('By hand, by another statement about the same, or because its list had it no longer'),
})

type Parties = ReadonlyMap<PartyId, Party>

export const rightDocument = (
  right: RegisteredRight,
  parties: Parties,
  now: Date,
): z.infer<typeof RightDocument> => ({
  id: right.id,
  actor: side(right.actor, parties),
  on_behalf_of: side(right.onBehalfOf, parties),
  status: rightStatusAt(right, now),
  ...writtenRight(right),
  ...writtenHistory(right),
})

const side = (id: PartyId, parties: Parties): z.infer<typeof Side> => {
  const { displayName = '' } = parties.get(id) ?? {}
  return { id, ...(displayName !== '' && { name: displayName }) }
}

export const exampleRight = {
  actor: '29868099311',
  on_behalf_of: '14842249091',
  kind: 'guardian',
  valid_to: '2090-06-30',
  document_reference: 'case 12/345',
}

export const exampleShownRight = {
  id: '01a22bff-8813-75bf-a06a-9aa5118db1f1',
  actor: { id: '01a22bff-9d84-72a3-9ef6-198e21b76bda' },
  on_behalf_of: { id: '01a22bff-9d72-7103-8447-aac853e23e94' },
  status: 'active',
  resource: 'consents',
  action: '*',
  kind: 'guardian',
  source: 'desk',
  valid_from: '2026-11-30T10:00:00+00:00',
  valid_to: '2090-06-30T22:00:00+00:00',
  document_reference: 'case 12/345',
  registered_at: '2026-11-30T10:00:00+00:00',
  registered_by: 'Administrator',
}
