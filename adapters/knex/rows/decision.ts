import type { PartyId } from '../../../server/domain/ids.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Decision } from '../../../server/domain/requests/decision.ts'
import type { LoginLevel } from '../../../server/domain/requests/purpose.ts'
import { isLanguage } from '../../../server/domain/text/text.ts'
import { writing } from '../writing.ts'
import { InconsistentRow } from './inconsistent-row.ts'

export interface DecisionRow {
  readonly request_id: string
  readonly outcome: 'accepted' | 'rejected'
  readonly decided_by: string
  readonly role: Decision['role']
  readonly decided_at: Date
  readonly level: LoginLevel
  readonly language: string
  readonly shown_text: string
  readonly shown_hash: string
  readonly template_version: string
}

export function toDecision(row: DecisionRow): Decision {
  if (!isLanguage(row.language)) {
    throw new InconsistentRow('decision', row.request_id, `language ${row.language}`)
  }
  return {
    by: row.decided_by as PartyId,
    role: row.role,
    at: row.decided_at,
    level: row.level,
    language: row.language,
    shown: { text: row.shown_text, hash: row.shown_hash, templateVersion: row.template_version },
  }
}

interface Decided {
  readonly request: Pick<ConsentRequest, 'id' | 'state'>
  readonly decision: Decision
}

/** Everything `toDecision` reads, too. */
export const decisionWriting = writing<Decided>('decision', [
  ['request_id', 'uuid', ({ request }) => request.id],
  ['outcome', 'text', ({ request }) => request.state.name],
  ['decided_by', 'uuid', ({ decision }) => decision.by],
  ['role', 'text', ({ decision }) => decision.role],
  ['decided_at', 'timestamptz', ({ decision }) => decision.at],
  ['level', 'text', ({ decision }) => decision.level],
  ['language', 'text', ({ decision }) => decision.language],
  ['shown_text', 'text', ({ decision }) => decision.shown.text],
  ['shown_hash', 'text', ({ decision }) => decision.shown.hash],
  ['template_version', 'text', ({ decision }) => decision.shown.templateVersion],
])
