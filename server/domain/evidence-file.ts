import type { EventType, NumberedEvent } from './event.ts'
import type { ConsentRequestId, EventId, GrantId, PartyId } from './ids.ts'
import type { Head } from './ledger.ts'
import type { LedgerProof } from './ledger-proof.ts'
import type { Decision } from './requests/decision.ts'

/** Raised when a member changes its name or meaning. */
export const evidenceFormat = 'samtykke-evidence/1'

/** What an evidence file says of one consent. */
export interface ConsentEvidence {
  readonly consentId: GrantId
  readonly status: string
  /** The text as it was read; absent for a consent that was given without one, or whose giver was forgotten. */
  readonly shown:
    | (Pick<Decision, 'language'> & {
        readonly text: string
        readonly hash: string
        readonly templateVersion: string
      })
    | undefined
  /** SHA-256 (hex) of the file that was signed. */
  readonly documentHash: string | undefined
  readonly proof: LedgerProof
}

interface Issued {
  readonly issuer: string
  readonly at: Date
}

/** The record that is signed. */
export const evidenceRecord = (
  { consentId, status, shown, documentHash, proof }: ConsentEvidence,
  { issuer, at }: Issued,
) => ({
  format: evidenceFormat,
  issued_at: at.toISOString(),
  issued_by: issuer,
  consent_id: consentId,
  status,
  shown: shown
    ? {
        language: shown.language,
        text: shown.text,
        sha256: shown.hash,
        template_version: shown.templateVersion,
      }
    : null,
  document_sha256: documentHash ?? null,
  events: proof.events.map(({ event, facts = null, words = null }) => ({
    ...eventRecord(event),
    facts,
    words,
  })),
  chain: proof.runs.map(({ anchor, stream, from, previousHash, suffixes }) => ({
    anchor,
    stream,
    from,
    previous_hash: previousHash,
    suffixes,
  })),
  anchors: proof.anchors.map(({ number, signed, heads }) => ({
    number,
    anchor: signed,
    heads: heads.map(({ stream, sequence, hash }) => [stream, sequence, hash] as const),
  })),
})

export type EvidenceRecord = ReturnType<typeof evidenceRecord>

const eventRecord = (event: NumberedEvent) => ({
  stream: event.stream,
  sequence: event.sequence,
  id: event.id,
  type: event.type,
  request_id: event.requestId ?? null,
  grant_id: event.grantId ?? null,
  by: event.by ?? null,
  at: event.at.toISOString(),
  content_hash: event.contentHash ?? null,
  previous_hash: event.previousHash,
  hash: event.hash,
})

/** The same proof, of a record that was read. */
export const proofIn = ({ events, chain, anchors }: EvidenceRecord): LedgerProof => ({
  events: events.map(({ facts, words, ...event }) => ({
    event: eventIn(event),
    facts: facts ?? undefined,
    words: words ?? undefined,
  })),
  runs: chain.map(({ previous_hash: previousHash, ...run }) => ({ ...run, previousHash })),
  anchors: anchors.map(({ number, anchor, heads }) => ({
    number,
    signed: anchor,
    heads: heads.map(([stream, sequence, hash]): Head => ({ stream, sequence, hash })),
  })),
})

const eventIn = (event: ReturnType<typeof eventRecord>): NumberedEvent => ({
  stream: event.stream as PartyId,
  sequence: event.sequence,
  id: event.id as EventId,
  type: event.type as EventType,
  requestId: (event.request_id ?? undefined) as ConsentRequestId | undefined,
  grantId: (event.grant_id ?? undefined) as GrantId | undefined,
  by: (event.by ?? undefined) as PartyId | undefined,
  at: new Date(event.at),
  contentHash: event.content_hash ?? undefined,
  previousHash: event.previous_hash,
  hash: event.hash,
})

/**
 * Whether what the record says first is what its events attest: that they are of this consent, and that the text and the
 * document are those by which it was last given or changed.
 */
export function isBornOut(record: EvidenceRecord, digest: (text: string) => string): boolean {
  const { consent_id: consentId, events, shown, document_sha256: documentHash } = record
  const requests = new Set(
    events.flatMap(({ grant_id, request_id }) => (grant_id === null ? [] : request_id)),
  )
  const isOfIt = events.every(
    ({ grant_id, request_id }) =>
      grant_id === consentId || (grant_id === null && request_id !== null && requests.has(request_id)),
  )
  const attested = attestedIn(events)
  const fits = (said: string | null, held: unknown) =>
    said === null || attested === undefined || said === held
  return (
    isOfIt &&
    (shown === null || digest(shown.text) === shown.sha256) &&
    fits(shown?.sha256 ?? null, attested?.textHash) &&
    fits(documentHash, attested?.documentHash)
  )
}

interface Given {
  readonly decision?: { readonly textHash?: string } | null
  readonly documentHash?: string | null
}

/** By what it was last given or changed; `undefined` when that cannot be told any more. */
function attestedIn(events: EvidenceRecord['events']) {
  const last = events.findLast(({ type, facts }) => decides.has(type) && isAnswered(facts))
  if (!last || last.facts === null) return undefined
  const { decision, documentHash } = JSON.parse(last.facts) as Given
  return { textHash: decision?.textHash, documentHash: documentHash ?? undefined }
}

const decides: ReadonlySet<string> = new Set(['accepted', 'changed'])

const isAnswered = (facts: string | null): boolean =>
  facts === null || Boolean((JSON.parse(facts) as Given).decision)
