import { z } from 'zod'
import type { Deletion } from '../../../domain/grants/deletion.ts'
import { utcText } from '../../../domain/text/utc-text.ts'

export const DeletionDocument = z.strictObject({
  consent_id: z.string(),
  status: z.enum(['deleted', 'refused']),
  requested_at: z.string().describe('When the person asked, ISO 8601'),
  delete_before: z.string().describe('Until when an answer was due'),
  answered_at: z.string(),
  deleted_at: z.string().optional(),
  basis: z.string().optional().describe('By which law it had to be kept, also when it was deleted later'),
})

export type DeletionDocument = z.infer<typeof DeletionDocument>

/** Of one that was answered. */
export function deletionDocument({ requested, refused, done }: Deletion): DeletionDocument {
  return {
    consent_id: requested.grantId,
    status: done ? 'deleted' : 'refused',
    requested_at: utcText(requested.at),
    delete_before: utcText(requested.answerBy),
    answered_at: utcText((done ?? refused ?? requested).at),
    ...(done && { deleted_at: utcText(done.deletedAt) }),
    ...(refused && { basis: refused.basis }),
  }
}
