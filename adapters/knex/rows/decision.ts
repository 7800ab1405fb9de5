import type { Decision } from '../../../server/domain/requests/decision.ts'
import type { PartyId } from '../../../server/domain/party.ts'
import type { LoginLevel } from '../../../server/domain/requests/purpose.ts'
import { isLanguage } from '../../../server/domain/text/text.ts'
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

export const decisionColumns = `request_id, outcome, decided_by, role, decided_at, level, language, shown_text, shown_hash,
  template_version`

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
