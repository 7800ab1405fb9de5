import { z } from 'zod'
import { loginLevels } from '../domain/requests/purpose.ts'
import {
  consentDuration,
  duration,
  id,
  localized,
  localizedLabel,
  scopeValue,
  toSeconds,
} from './entry-parts.ts'
import { privacyEntry } from './privacy-entry.ts'
import { retentionEntry } from './retention-entry.ts'

export const purposeEntry = z
  .strictObject({
    id,
    name: localizedLabel,
    description: localized,
    when_declined: localized.describe('What happens when the person says no'),
    permissions: z.array(scopeValue).min(1).describe('Scope values that may be asked for under this purpose'),
    identity_scopes: z
      .array(z.enum(['profile', 'pid']))
      .default([])
      .describe(
        'Facts from the login that may be asked for: the name (profile), the national identity number (pid)',
      ),
    authorization_details_types: z
      .array(scopeValue)
      .optional()
      .describe(
        'Types of authorization_details that may be asked for under this purpose; none when not said',
      ),
    single_use: z.boolean().default(false),
    token_exchange: z
      .enum(['never', 'once', 'chained'])
      .default('chained')
      .describe('Whether processors may exchange tokens, and processors of processors theirs (RFC 8693)'),
    lasts: consentDuration.describe('Validity of a consent when the asker names none'),
    lasts_at_most: consentDuration,
    withdrawn_within: duration
      .optional()
      .describe(
        'How long at most an API that verifies tokens by itself may take to learn of a withdrawal: JWTs live no longer, and people read it',
      ),
    login_level: z.enum(loginLevels).default('substantial'),
    narrowed_without_asking: z
      .boolean()
      .default(false)
      .describe(
        'Whether a client may have less than it was given, or the same for no longer, without asking the person again',
      ),
    privacy: privacyEntry.optional(),
    retention: retentionEntry.optional(),
  })
  .refine(({ lasts, lasts_at_most: most }) => toSeconds(lasts) <= toSeconds(most), {
    path: ['lasts'],
    message: 'must not be longer than lasts_at_most',
  })
