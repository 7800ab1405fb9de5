import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { hash } from 'node:crypto'
import {
  evidenceFormat,
  type EvidenceRecord,
  isBornOut,
  proofIn,
} from '../../../server/domain/evidence-file.ts'
import type { AnchorClaims } from '../../../server/domain/ledger.ts'
import {
  anchoredEvents,
  type ProofAnchor,
  type ProofFault,
  proofFault,
} from '../../../server/domain/ledger-proof.ts'
import { anchorType, type Payload } from '../anchors/anchor-signer.ts'
import { longest, openSignedRecord, recordPayload } from '../receipt/receipt-file.ts'
import { inForce, receiptAlgorithm } from '../receipt/signature.ts'
import {
  type PublishedKey,
  type SignatureVerdict,
  type Trust,
  verifySigned,
} from '../receipt/verify-signed.ts'
import { evidenceType } from './evidence-signer.ts'

type Unproven = Exclude<SignatureVerdict, { verdict: 'valid' }>

export type EvidenceVerdict =
  | {
      readonly verdict: 'valid'
      readonly issuer: string
      readonly signedAt: Date
      readonly keyId: string
      readonly consentId: string
      readonly events: number
      /** How many of them stand under an anchor. */
      readonly anchored: number
      readonly anchors: readonly ProofAnchor[]
    }
  | Unproven
  /** It was signed, and does not hold together. */
  | { readonly verdict: 'invalid'; readonly code: ProofFault | 'statement' }

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/**
 * Whether a file is evidence as an issuer that the reader trusts has signed it, and whether it shows what it says: that each
 * event is what was hashed, follows the others up to an anchor that the issuer signed, and bears out the text and the document.
 */
export async function verifyEvidence(file: Uint8Array, trust: Trust): Promise<EvidenceVerdict> {
  const opened = file.length > longest ? undefined : openSignedRecord(Buffer.from(file), 'evidence')
  const signed = opened && { payload: recordPayload(opened.record), signature: opened.signature }
  const verdict = await verifySigned(signed, evidenceType, trust)
  if (verdict.verdict !== 'valid' || !opened) return verdict as Unproven
  const record = opened.record as unknown as EvidenceRecord
  const { keys, ...signature } = verdict
  try {
    if (record.format !== evidenceFormat) return invalid('malformed')
    const proof = proofIn(record)
    const fault = proofFault(proof, { digest: sha256, claims: await claimsIn(proof.anchors, keys) })
    if (fault) return invalid(fault)
    if (!isBornOut(record, sha256)) return invalid('statement')
    const { events, anchors } = proof
    const anchored = anchoredEvents(proof)
    return { ...signature, consentId: record.consent_id, events: events.length, anchored, anchors }
  } catch {
    return invalid('malformed')
  }
}

const invalid = <Code extends ProofFault | 'statement' | 'malformed'>(code: Code) => ({
  verdict: 'invalid' as const,
  code,
})

/** What the anchors say that one of the keys signed, while it did. */
async function claimsIn(
  anchors: readonly ProofAnchor[],
  keys: readonly PublishedKey[],
): Promise<ReadonlyMap<number, AnchorClaims>> {
  const said = new Map<number, AnchorClaims>()
  for (const { number, signed } of anchors) {
    const { typ, kid } = decodeProtectedHeader(signed)
    const key = keys.find(one => one.kid === kid)
    if (!key || typ !== anchorType) continue
    const verified = compactVerify(signed, await importJWK(key, receiptAlgorithm), {
      algorithms: [receiptAlgorithm],
    })
    const payload = await verified.then(
      result => JSON.parse(Buffer.from(result.payload).toString('utf8')) as Payload,
      () => undefined,
    )
    if (payload && inForce(key, payload.iat)) said.set(number, payload)
  }
  return said
}
