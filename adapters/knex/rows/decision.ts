import type { PartyId } from '../../../server/domain/ids.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Decision, ShownText } from '../../../server/domain/requests/decision.ts'
import type { LoginLevel } from '../../../server/domain/requests/purpose.ts'
import { isLanguage } from '../../../server/domain/text/text.ts'
import type { PartyKeyRow, PrivateTexts } from '../parties/private-texts.ts'
import type { Connection } from '../database/transaction.ts'
import { writing } from '../writing.ts'
import { InconsistentRow } from './inconsistent-row.ts'

/** With the key of whom the request is about. */
export interface DecisionRow extends PartyKeyRow {
  readonly request_id: string
  readonly requested_from: string
  readonly outcome: 'accepted' | 'rejected'
  readonly decided_by: string
  readonly role: Decision['role']
  readonly decided_at: Date
  readonly level: LoginLevel
  readonly language: string
  /** Only while texts are written plain. */
  readonly shown_text: string
  readonly sealed_text: Buffer | null
  readonly shown_hash: string
  readonly template_version: string
}

/** What `toDecision` reads of the table `d`. */
export const decisionColumns = `d.outcome, d.decided_by, d.role, d.decided_at, d.level, d.language, d.shown_text, d.sealed_text,
  d.shown_hash, d.template_version`

export const decisionPlace = (requestId: string): string => `decision/${requestId}`

export function toDecision(row: DecisionRow, texts: Pick<PrivateTexts, 'keyIn'>): Decision {
  if (!isLanguage(row.language)) {
    throw new InconsistentRow('decision', row.request_id, `language ${row.language}`)
  }
  return {
    by: row.decided_by as PartyId,
    role: row.role,
    at: row.decided_at,
    level: row.level,
    language: row.language,
    shown: { ...shownText(row, texts), hash: row.shown_hash, templateVersion: row.template_version },
  }
}

function shownText(row: DecisionRow, texts: Pick<PrivateTexts, 'keyIn'>): Pick<ShownText, 'text' | 'isGone'> {
  if (!row.sealed_text) return row.shown_text ? { text: row.shown_text } : gone
  if (row.shown_text)
    throw new InconsistentRow('decision', row.request_id, 'a plain text beside the sealed one')
  const key = texts.keyIn(row.requested_from as PartyId, row)
  return key ? { text: key.open(row.sealed_text, decisionPlace(row.request_id)) } : gone
}

const gone = { text: '', isGone: true } as const

interface Answered {
  readonly request: Pick<ConsentRequest, 'id' | 'state' | 'requestedFrom'>
  readonly decision: Decision
}

/** What was shown, under the key of whom it is about; `undefined` while texts are written plain. */
export async function sealedTextOf(
  on: Connection,
  { request, decision }: Answered,
  texts: PrivateTexts,
): Promise<Uint8Array | undefined> {
  if (texts.plain) return undefined
  return (await texts.keyFor(on, request.requestedFrom)).seal(decision.shown.text, decisionPlace(request.id))
}

interface Decided extends Answered {
  readonly sealedText: Uint8Array | undefined
}

/** A new decision. */
export const decisionWriting = writing<Decided>('decision', [
  ['request_id', 'uuid', ({ request }) => request.id],
  ['outcome', 'text', ({ request }) => request.state.name],
  ['decided_by', 'uuid', ({ decision }) => decision.by],
  ['role', 'text', ({ decision }) => decision.role],
  ['decided_at', 'timestamptz', ({ decision }) => decision.at],
  ['level', 'text', ({ decision }) => decision.level],
  ['language', 'text', ({ decision }) => decision.language],
  ['shown_text', 'text', ({ decision, sealedText }) => (sealedText ? '' : decision.shown.text)],
  ['sealed_text', 'bytea', ({ sealedText }) => sealedText],
  ['shown_hash', 'text', ({ decision }) => decision.shown.hash],
  ['template_version', 'text', ({ decision }) => decision.shown.templateVersion],
])
