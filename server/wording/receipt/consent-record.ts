import { consentEvents } from './consent-events.ts'
import { holdsUntold, notTold } from './not-told.ts'
import { partyIdentification } from './party-identification.ts'
import { piiProcessing } from './pii-processing.ts'
import type { Written } from './write-receipt.ts'

/** How this program reads ISO/IEC TS 27560:2023. Raised when a member changes its name or meaning. */
const schemaVersion = 'ISO/IEC TS 27560:2023, samtykke 2'

/** Of receipts that say all that the W3C's guide to the standard wants under the GDPR. */
const profile = 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'

export type ConsentRecord = ReturnType<typeof consentRecord>

/**
 * A consent as a consent receipt: its record with who gives the receipt out and when. No national identity number, and no
 * use. Every field is there that the standard demands; what the asker has not told says so.
 */
export function consentRecord(written: Written) {
  const { shown, language, issuer, at, receiptId } = written
  const record = {
    privacy_notice: privacyNotice(written),
    pii_processing: [piiProcessing(written)],
    party_identification: partyIdentification(written),
    events: consentEvents(written),
  }
  return {
    schema_version: schemaVersion,
    ...(!holdsUntold(record) && { conforms_to: profile }),
    receipt_id: receiptId,
    record_id: shown.grant.id,
    pii_principal_id: shown.grant.grantedFor,
    language,
    receipt_issued_at: at.toISOString(),
    receipt_issued_by: issuer,
    consent_status: shown.status,
    ...record,
  }
}

/** The question exactly as it was read. Of a consent given in the asker's own channel nobody here knows it. */
const privacyNotice = ({ shown: { decision } }: Written) =>
  decision
    ? {
        language: decision.language,
        text: decision.shown.text,
        sha256: decision.shown.hash,
        version: decision.shown.templateVersion,
      }
    : notTold
